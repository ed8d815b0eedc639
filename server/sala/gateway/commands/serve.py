"""`sala serve`: start Sala, or some of its contexts, on one public port."""

from __future__ import annotations

import sys
import time
from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import Any

import uvloop

from sala import __version__
from sala.gateway import listening
from sala.gateway.certificate import Certificate, CertificateError
from sala.gateway.house import House
from sala.gateway.rooms import CONTEXTS
from sala.gateway.serving import WEB, Plan, serve
from sala.kernel import logs, settings
from sala.kernel.events.types import NewerLog, UnknownEvents
from sala.kernel.migrations import NewerDatabase
from sala.kernel.settings import Settings, SettingsError

_UNUSABLE = (
    SettingsError,
    NewerDatabase,
    NewerLog,
    UnknownEvents,
    listening.PortTaken,
    CertificateError,
)
"""What ends a start with a sentence and not with a traceback."""


def describe(parser: ArgumentParser) -> None:
    """Say what the command takes."""
    parser.add_argument("folder", nargs="?", type=Path, help="a repository to use in place")
    parser.add_argument("--port", type=int, help="the public port (default: 8000)")
    parser.add_argument("--host", help="the address to listen on (default: this machine only)")
    parser.add_argument("--data", type=Path, help="the data directory")
    parser.add_argument(
        "--only",
        metavar="CONTEXTS",
        help=f"some of {','.join((*CONTEXTS, WEB))}; the rest by peers",
    )
    parser.add_argument("--tls", action="store_true", help="make a certificate and use it")
    parser.add_argument("--cert", metavar="FILE", help="a certificate to use, with --key")
    parser.add_argument("--key", metavar="FILE", help="its private key")


def run(given: Namespace) -> int:
    """Serve until SIGINT or SIGTERM; give the exit status."""
    begun = time.perf_counter()
    try:
        read = settings.read(data=given.data, given={"server": _said(given)})
        logs.configure(read.logs)
        plan = _plan(read, given)
        uvloop.run(serve(plan, lambda house: _say(plan, house, time.perf_counter() - begun)))
    except _UNUSABLE as error:
        sys.stderr.write(f"{error}\n")
        return 1
    return 0


def _said(given: Namespace) -> dict[str, Any]:
    """Give the settings that the command line names."""
    named = {"port": given.port, "host": given.host, "certificate": given.cert, "key": given.key}
    return {key: value for key, value in named.items() if value is not None}


def _plan(read: Settings, given: Namespace) -> Plan:
    only = [name.strip() for name in (given.only or "").split(",") if name.strip()]
    for name in only:
        if name not in (*CONTEXTS, WEB):
            msg = f"--only: there is no context “{name}”. Allowed: {', '.join((*CONTEXTS, WEB))}"
            raise SettingsError(msg)
    if given.folder is not None and not given.folder.is_dir():
        msg = f"{given.folder} is not a folder."
        raise SettingsError(msg)
    read.data.mkdir(mode=0o700, parents=True, exist_ok=True)
    server = read.server
    made_here = read.data / "tls" if given.tls else None
    certificate = _certificate(server.certificate, server.key, server.host, made_here)
    port = listening.bind(server.host, server.port, or_next=given.command == "up")
    return Plan(
        settings=read,
        port=port,
        only=only,
        certificate=certificate,
        folder=given.folder.resolve() if given.folder else None,
    )


def _certificate(
    certificate: str, key: str, host: str, made_here: Path | None
) -> Certificate | None:
    """Read the certificate that settings name, or make one in a folder; None without TLS."""
    if not (certificate or key or made_here):
        return None
    from sala.gateway import tls  # noqa: PLC0415 - eight megabytes, only where TLS is on

    if certificate or key:
        return tls.given(certificate, key)
    return tls.local(made_here, host) if made_here else None


def _say(plan: Plan, house: House, seconds: float) -> None:
    """Print where Sala is, who may become its owner, and what will not work."""
    host, port = plan.port.getsockname()[:2]
    wanted = plan.settings.server.port
    lines = [""]
    if wanted not in (0, port):
        lines.append(f"Port {wanted} is taken; this is {port} instead.")
    scheme = "https" if plan.certificate else "http"
    hosts = [host]
    if host in ("0.0.0.0", "::"):  # noqa: S104 - compared, not bound
        hosts = ["localhost", *listening.addresses()]
    urls = [f"{scheme}://{f'[{one}]' if ':' in one else one}:{port}" for one in hosts]
    if plan.settings.server.public_url:
        urls.insert(0, plan.settings.server.public_url.rstrip("/"))
    lines.append(f"Sala {__version__} answers after {seconds:.1f} s at")
    lines += [f"  {url}" for url in urls]
    if token := house.owner_link():
        lines.append("Nobody owns it yet. This link, once, makes its visitor the owner:")
        lines.append(f"  {urls[0]}/enter/{token}")
    if plan.certificate and plan.certificate.authority:
        lines += _trust(plan.certificate.authority)
    elif not plan.secure and not listening.is_loopback(host):
        lines.append("Without TLS, other machines get no passkeys, no offline pages (service")
        lines.append("workers) and no calls: browsers want a secure origin. Add --tls.")
    sys.stdout.write("\n".join([*lines, ""]) + "\n")
    sys.stdout.flush()


def _trust(authority: Path) -> list[str]:
    from sala.gateway import tls  # noqa: PLC0415 - as above

    return [
        "Browsers will warn until they trust this installation's certificate authority:",
        f"  {authority}",
        f"  SHA-256 {tls.fingerprint(authority)}",
        "Copy that file to each device and add it to the trusted authorities there",
        "(Firefox: Settings, Certificates; Debian: /usr/local/share/ca-certificates/sala.crt,",
        "then update-ca-certificates; iOS and Android: open the file, then trust it in Settings).",
    ]
