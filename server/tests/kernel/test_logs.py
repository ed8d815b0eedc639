"""Logs: one JSON object a line, the request on each, and nothing secret in any."""

import asyncio
import io
import json
import logging
from collections.abc import Iterator

import pytest
import structlog
from hypothesis import given
from hypothesis import strategies as st

from sala.kernel import logs
from sala.kernel.messages import View
from sala.kernel.settings import LogSettings

SECRET = "Hunter2-" + "x" * 20


class Answer(View):
    name: str
    token: str


@pytest.fixture
def written() -> Iterator[io.StringIO]:
    root = logging.getLogger()
    handlers, level, earlier = root.handlers[:], root.level, structlog.get_config()
    stream = io.StringIO()
    logs.configure(LogSettings(format="json"), stream)
    yield stream
    root.handlers[:] = handlers
    root.setLevel(level)
    structlog.configure(**earlier)


def records(stream: io.StringIO) -> list[dict[str, object]]:
    return [json.loads(line) for line in stream.getvalue().splitlines()]


def test_a_line_is_a_json_object_with_its_level_time_and_logger(written: io.StringIO):
    structlog.get_logger("sala.test").warning("it rains", where="ศาลา", how=None)
    (record,) = records(written)
    assert record.pop("timestamp").endswith("Z")
    assert record == {
        "event": "it rains", "where": "ศาลา", "how": None, "level": "warning",
        "logger": "sala.test",
    }  # fmt: skip


async def test_a_requests_id_is_on_its_lines_and_no_others(written: io.StringIO):
    async def handle(name: str) -> None:
        logs.request.set(name)
        await asyncio.sleep(0)
        structlog.get_logger().info("in structlog")
        logging.getLogger("uvicorn.error").info("in a library")

    await asyncio.gather(handle("first-request"), handle("second-request"))
    structlog.get_logger().info("outside")
    said = [(record.get("request"), record["event"]) for record in records(written)]
    assert sorted(said, key=str) == [
        ("first-request", "in a library"),
        ("first-request", "in structlog"),
        ("second-request", "in a library"),
        ("second-request", "in structlog"),
        (None, "outside"),
    ]


@pytest.mark.parametrize(
    ("offered", "taken"),
    [("abc-DEF_123", True), ("short", False), ("x" * 65, False), ("a b\nc d e f", False)],
)
def test_a_request_id_from_outside_is_taken_only_if_it_is_harmless(offered: str, *, taken: bool):
    assert (logs.request_id(offered) == offered) is taken
    assert len(logs.request_id()) == 32


@pytest.mark.parametrize(
    "fields",
    [
        pytest.param({"password": SECRET}, id="a key"),
        pytest.param({"owner_token": SECRET}, id="part of a key"),
        pytest.param({"Set-Cookie": SECRET}, id="a header's key"),
        pytest.param({"headers": [(b"cookie", SECRET.encode())]}, id="a header in bytes"),
        pytest.param({"headers": [["Authorization", SECRET]]}, id="a header's pair"),
        pytest.param({"a": {"b": [{"new_password": SECRET}]}}, id="a key deep inside"),
        pytest.param({"answer": Answer(name="x", token=SECRET)}, id="a field of a message"),
        pytest.param({"said": f"Authorization: Bearer {SECRET}"}, id="a bearer token in a text"),
        pytest.param({"said": f"sala_session={SECRET}; a=b"}, id="a session's cookie in a text"),
        pytest.param({"body": f'{{"password":"{SECRET}"}}'}, id="a password in JSON"),
        pytest.param({"path": f"/enter/{SECRET}?x=1"}, id="the owner's link"),
        pytest.param({"url": f"http://h:1/join/{SECRET}"}, id="an invitation's link"),
        pytest.param({"url": f"postgresql://sala:{SECRET}@host/db"}, id="a database's password"),
        pytest.param({"url": f"https://{SECRET}@host/a.git"}, id="a git token as a user"),
        pytest.param({"value": f"$argon2id$v=19$m=1,t=1,p=1${SECRET}"}, id="a password's hash"),
        pytest.param({"answer": (SECRET.encode(), {"token": SECRET})[1:]}, id="in a tuple"),
        pytest.param({"error": ValueError(f"token={SECRET}")}, id="an exception"),
    ],
)
def test_what_is_secret_is_never_written(written: io.StringIO, fields):
    structlog.get_logger().info("something", **fields)
    assert "something" in written.getvalue()
    assert SECRET not in written.getvalue()


def test_a_library_s_line_is_cleaned_too(written: io.StringIO):
    logging.getLogger("uvicorn.access").info('%s "GET /enter/%s"', "1.2.3.4", SECRET)
    assert "1.2.3.4" in written.getvalue()
    assert SECRET not in written.getvalue()


@pytest.mark.parametrize("format_", ["json", "console"])
def test_a_traceback_names_its_line_but_not_what_was_in_its_variables(written, format_):
    logs.configure(LogSettings(format=format_), written)

    def sign_in(typed: str) -> None:
        raise ValueError(f"{len(typed)} characters, password={typed}")

    for log in (structlog.get_logger("a"), logging.getLogger("b")):
        try:
            sign_in(SECRET)
        except ValueError:
            log.exception("it failed")
    assert written.getvalue().count("in sign_in") == 2
    assert SECRET not in written.getvalue()


def test_a_level_below_the_one_set_is_not_written(written: io.StringIO):
    logs.configure(LogSettings(level="warning", format="json"), written)
    structlog.get_logger().info("quiet")
    logging.getLogger("anything").info("quiet")
    assert written.getvalue() == ""


@given(st.recursive(
    st.none() | st.integers() | st.text(max_size=5) | st.binary(max_size=5) | st.just(SECRET),
    lambda inner: st.lists(inner, max_size=3)
    | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=10,
))  # fmt: skip
def test_whatever_lies_under_a_secret_key_is_hidden(value):
    assert logs.redact(None, "info", {"event": "x", "a": [{"session_token": value}]}) == {
        "event": "x", "a": [{"session_token": logs.HIDDEN}],
    }  # fmt: skip
