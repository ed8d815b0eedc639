"""Asking an address whether it is a repository, following redirects one checked step at a time."""

from __future__ import annotations

import socket
from dataclasses import replace
from urllib.parse import urljoin

import aiohttp
from aiohttp.abc import AbstractResolver, ResolveResult

from sala.workspace.adapters.importing.addresses import Remote, read_remote, resolve
from sala.workspace.contract import AddressNotAllowed, GitFailed, NotARepository

_REFS = "info/refs?service=git-upload-pack"
_ADVERTISEMENT = "application/x-git-upload-pack-advertisement"
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_STEPS = 5
_SECONDS = 30


class Pinned(AbstractResolver):
    """Answers with addresses that were checked, whatever the name says now."""

    def __init__(self, addresses: list[str]) -> None:
        self._addresses = addresses

    async def resolve(
        self,
        host: str,
        port: int = 0,
        family: socket.AddressFamily = socket.AF_INET,  # noqa: ARG002 - the port's signature
    ) -> list[ResolveResult]:
        """Give the checked addresses."""
        return [
            ResolveResult(
                hostname=host,
                host=address,
                port=port,
                family=socket.AF_INET6 if ":" in address else socket.AF_INET,
                proto=0,
                flags=socket.AI_NUMERICHOST,
            )
            for address in self._addresses
        ]

    async def close(self) -> None:
        """Hold nothing."""


async def find_repository(remote: Remote, *, internal: bool) -> tuple[Remote, list[str]]:
    """Follow an address to the repository it stands for; give that and its checked addresses.

    Raises AddressNotAllowed, NotARepository or GitFailed.
    """
    for _ in range(_STEPS):
        addresses = await resolve(remote, internal=internal)
        step = await _ask(remote, addresses)
        if step is None:
            return remote, addresses
        target = read_remote(step)
        if remote.scheme == "https" and target.scheme == "http":
            raise AddressNotAllowed("The address leads from https to http, which is not followed.")
        # A host that was not asked for a password is not told one.
        same = (target.host, target.port) == (remote.host, remote.port)
        remote = replace(target, authorization=remote.authorization if same else "")
    raise GitFailed(f"The address leads on more than {_STEPS} times.")


async def _ask(remote: Remote, addresses: list[str]) -> str | None:
    """Ask once: None for a repository, the next address for a redirect."""
    headers = {"User-Agent": "git/2.40 (Sala)", "Accept": "*/*"}
    if remote.authorization:
        headers["Authorization"] = remote.authorization
    session = aiohttp.ClientSession(
        connector=aiohttp.TCPConnector(resolver=Pinned(addresses), use_dns_cache=False),
        timeout=aiohttp.ClientTimeout(total=_SECONDS),
        cookie_jar=aiohttp.DummyCookieJar(),
    )
    try:
        async with (
            session,
            session.get(remote.joined(_REFS), headers=headers, allow_redirects=False) as answer,
        ):
            return _read(remote, answer)
    except (TimeoutError, aiohttp.ClientError, OSError) as error:
        raise GitFailed(f"“{remote.host}” does not answer. Check the address.") from error


def _read(remote: Remote, answer: aiohttp.ClientResponse) -> str | None:
    status = answer.status
    if status in _REDIRECTS:
        location = urljoin(remote.joined(_REFS), answer.headers.get("Location", ""))
        base, found, _ = location.partition("/info/refs")
        if not found:
            raise NotARepository(f"“{remote.host}” answers with another page, not a repository.")
        return base
    if status in {401, 403}:
        raise GitFailed(
            "The repository is private or does not exist. For a private one put a token in the "
            "address: https://name:token@host/path."
        )
    if status != 200:  # noqa: PLR2004 - OK
        raise NotARepository(f"“{remote.host}” has no repository there (it answers {status}).")
    if answer.content_type != _ADVERTISEMENT:
        raise NotARepository("There is a page at this address, not a git repository.")
    return None
