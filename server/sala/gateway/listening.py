"""The public port: taken once, before anything else starts."""

from __future__ import annotations

import errno
import socket
from ipaddress import ip_address

_NEXT = 50
"""How many ports after the wanted one are tried."""


class PortTaken(RuntimeError):
    """Somebody listens there already, or we may not."""


def bind(host: str, port: int, *, or_next: bool) -> socket.socket:
    """Bind and listen. With `or_next` the next free port is taken when the wanted one is not free.

    Raises PortTaken with a sentence for the person who started us.
    """
    last = min(port + _NEXT, 65535) if or_next and port else port
    for candidate in range(port, last + 1):
        bound = _tried(host, candidate)
        if bound is not None:
            return bound
    if or_next and port:
        msg = f"The ports {port} to {last} are all taken. Choose another: --port NUMBER"
        raise PortTaken(msg)
    msg = f"Port {port} is taken by another program. Choose another: --port NUMBER"
    raise PortTaken(msg)


def _tried(host: str, port: int) -> socket.socket | None:
    """Bind one port; None when it is taken."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    bound = socket.socket(family, socket.SOCK_STREAM)
    bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        bound.bind((host, port))
        bound.listen(2048)
    except PermissionError as error:
        bound.close()
        msg = f"Port {port} needs rights that this user does not have. Choose one above 1023."
        raise PortTaken(msg) from error
    except OSError as error:
        bound.close()
        if error.errno == errno.EADDRINUSE:
            return None
        msg = f"Sala cannot listen on {host}: {error.strerror or error}"
        raise PortTaken(msg) from error
    bound.settimeout(0)
    return bound


def is_loopback(host: str) -> bool:
    """Tell whether only this machine can reach an address."""
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def addresses() -> list[str]:
    """Give this machine's own addresses that others may reach, the likeliest first."""
    found: list[str] = []
    for family, target in ((socket.AF_INET, "192.0.2.1"), (socket.AF_INET6, "2001:db8::1")):
        with socket.socket(family, socket.SOCK_DGRAM) as asked:
            try:
                asked.connect((target, 9))  # sends nothing: it only asks which way it would go
            except OSError:
                continue
            found.append(asked.getsockname()[0])
    return found
