"""Secrets stay where they belong: hashed in the log, and nowhere else."""

import logging
from pathlib import Path

import msgspec
import pytest
import structlog

from sala.identity import contract
from sala.identity.contract import (
    ChangePassword,
    LookAtInvitation,
    SignIn,
)
from sala.kernel.access import Access, Role
from sala.kernel.events.types import declared_in
from sala.kernel.messages import Event, Message, View
from tests.identity.conftest import Another
from tests.identity.stand import OTHER_PASSWORD, PASSWORD, joining

SECRET_FIELDS = {"hash", "token_hash", "password", "token", "old", "new"}
FACTS = list(declared_in(contract))
SPOKEN = [
    kind
    for kind in vars(contract).values()
    if isinstance(kind, type) and issubclass(kind, Message | View)
]


def fields(kind: type[msgspec.Struct]) -> set[str]:
    return {field.name for field in msgspec.structs.fields(kind)}


@pytest.mark.parametrize("fact", FACTS)
def test_a_fact_with_a_hash_never_leaves(fact: type[Event]) -> None:
    if fields(fact) & SECRET_FIELDS:
        assert fact.audience is Access.SYSTEM


@pytest.mark.parametrize("fact", FACTS)
def test_no_fact_has_a_secret_in_clear(fact: type[Event]) -> None:
    assert not fields(fact) & {"password", "token", "old", "new"}


@pytest.mark.parametrize("kind", SPOKEN)
def test_nothing_that_carries_a_secret_shows_it_when_printed(kind: type[msgspec.Struct]) -> None:
    secret = fields(kind) & SECRET_FIELDS
    if not secret:
        return
    filled = kind.__new__(kind)
    for name in fields(kind):
        msgspec.structs.force_setattr(filled, name, f"value-of-{name}")
    shown = repr(filled)
    assert not any(f"value-of-{name}" in shown for name in secret)


def test_no_answer_carries_a_hash() -> None:
    assert not any(fields(kind) & {"hash", "token_hash"} for kind in SPOKEN)


def test_a_printed_sign_in_says_who_and_not_how() -> None:
    shown = repr(SignIn(email="a@sala.test", password="hunter2hunter2"))
    assert shown == "SignIn(email='a@sala.test', password=…)"


def everything_in(folder: Path) -> bytes:
    return b"".join(file.read_bytes() for file in folder.rglob("*") if file.is_file())


async def test_secrets_are_on_no_disk_and_in_no_log(
    process: Another,
    store: str,
    tmp_path: Path,
    caplog: pytest.LogCaptureFixture,
    capfd: pytest.CaptureFixture[str],
) -> None:
    caplog.set_level(logging.DEBUG)
    with structlog.testing.capture_logs() as structured:
        async with process() as stand:
            secrets = [PASSWORD, OTHER_PASSWORD, stand.identity.owner_link() or "no link"]
            owner = await stand.owner()
            link = await stand.link(owner, Role.READER)
            await stand.send(LookAtInvitation(token=link))
            session = await stand.enter(joining(link))
            caller = await stand.caller(session)
            await stand.send(ChangePassword(old=PASSWORD, new=OTHER_PASSWORD), caller)
            secrets += [link, session, await stand.sign_in("Boon", OTHER_PASSWORD)]
            facts = await stand.log.read_all(after=0, limit=1_000)
    said = "\n".join([caplog.text, repr(structured), *capfd.readouterr(), repr(facts)])
    assert len(facts) > 8
    assert not [secret for secret in secrets if secret in said]
    if store == "sqlite":
        kept = everything_in(tmp_path)
        assert b"anong@sala.test" in kept
        assert not [secret for secret in secrets if secret.encode() in kept]
