"""Which hosts Sala fetches from: public ones, unless an owner allows internal ones."""

from __future__ import annotations

import asyncio
import ipaddress
import socket
from base64 import b64encode
from dataclasses import dataclass
from typing import TypeAlias
from urllib.parse import SplitResult, unquote, urlsplit, urlunsplit

from sala.workspace.contract import AddressNotAllowed, GitFailed

Address: TypeAlias = ipaddress.IPv4Address | ipaddress.IPv6Address

_PORTS = {"http": 80, "https": 443}
_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")


@dataclass(frozen=True, slots=True, kw_only=True)
class Remote:
    """A repository's address, taken apart; credentials are in `authorization`, never in `url`."""

    url: str
    scheme: str
    host: str
    port: int
    authorization: str = ""

    def joined(self, service: str) -> str:
        """Give the address of something below the repository."""
        parts = urlsplit(self.url)
        path, _, query = service.partition("?")
        return urlunsplit(parts._replace(path=f"{parts.path.rstrip('/')}/{path}", query=query))


def read_remote(url: str) -> Remote:
    """Take a URL apart. Raises AddressNotAllowed for anything but http and https."""
    if any(ord(letter) <= 0x20 or ord(letter) == 0x7F for letter in url):  # noqa: PLR2004 - space, DEL
        raise AddressNotAllowed("The address holds a space or a control character.")
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise AddressNotAllowed("This is not an address that can be read.") from error
    scheme = parts.scheme.lower()
    if scheme not in _PORTS:
        raise AddressNotAllowed("Repositories are imported over https and http only.")
    if not parts.hostname:
        raise AddressNotAllowed("The address names no host.")
    bare = urlunsplit((scheme, _host_and_port(parts.hostname, port), parts.path, "", ""))
    return Remote(
        url=bare.rstrip("/"),
        scheme=scheme,
        host=parts.hostname,
        port=port or _PORTS[scheme],
        authorization=_authorization(parts),
    )


async def resolve(remote: Remote, *, internal: bool) -> list[str]:
    """Look a host up. Raises AddressNotAllowed when any of its addresses is internal.

    All are checked, not one: whoever answers for the name chooses their order.
    """
    loop = asyncio.get_running_loop()
    try:
        found = await loop.getaddrinfo(remote.host, remote.port, type=socket.SOCK_STREAM)
    except (socket.gaierror, UnicodeError) as error:
        raise GitFailed(f"No host is called “{remote.host}”. Check the address.") from error
    addresses = list(dict.fromkeys(str(entry[4][0]).partition("%")[0] for entry in found))
    if not internal:
        for address in addresses:
            if not is_public(ipaddress.ip_address(address)):
                raise AddressNotAllowed(
                    f"“{remote.host}” is on this machine or its own network, from where Sala does "
                    "not import. An owner allows it with internal_addresses in sala.toml."
                )
    return addresses


def is_public(address: Address) -> bool:
    """Tell whether an address is on the public internet, also when it is wrapped in IPv6."""
    if isinstance(address, ipaddress.IPv6Address):
        inner = address.ipv4_mapped or address.sixtofour
        if address in _NAT64:
            inner = ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
        if inner is not None:
            return is_public(inner)
        if address.teredo is not None:
            return False
    return address.is_global and not address.is_multicast


def _host_and_port(host: str, port: int | None) -> str:
    name = f"[{host}]" if ":" in host else host
    return f"{name}:{port}" if port is not None else name


def _authorization(parts: SplitResult) -> str:
    if parts.username is None:
        return ""
    pair = f"{unquote(parts.username)}:{unquote(parts.password or '')}"
    return "Basic " + b64encode(pair.encode()).decode()
