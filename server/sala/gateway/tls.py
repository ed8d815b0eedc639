"""TLS without anybody's help: a certificate authority of this installation, made on the spot."""

from __future__ import annotations

import os
import socket
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from sala.gateway.certificate import Certificate, CertificateError
from sala.gateway.listening import addresses

_AUTHORITY_LASTS = timedelta(days=3650)
_SERVER_LASTS = timedelta(days=397)  # browsers refuse certificates that last longer
_RENEW = timedelta(days=21)


def given(certificate: str, key: str) -> Certificate:
    """Take files that somebody made. Raises CertificateError when they cannot serve."""
    files = Certificate(certificate=Path(certificate), key=Path(key))
    try:
        x509.load_pem_x509_certificates(files.certificate.read_bytes())
        serialization.load_pem_private_key(files.key.read_bytes(), None)
    except OSError as error:
        msg = f"{error.filename} cannot be read: {error.strerror}"
        raise CertificateError(msg) from error
    except (ValueError, TypeError) as error:
        msg = f"{certificate} and {key} are not a PEM certificate and its unencrypted key."
        raise CertificateError(msg) from error
    return files


def local(folder: Path, host: str) -> Certificate:
    """Make, keep and renew a certificate for this machine, signed by an authority of its own.

    The authority stays the same for ten years, so that people trust it once.
    """
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    authority, authority_key = _authority(folder)
    files = Certificate(
        certificate=folder / "server.pem",
        key=folder / "server.key",
        authority=folder / "authority.pem",
    )
    names = _names(host)
    if not _serves(files, authority, names):
        _make_server(files, authority, authority_key, names)
    return files


def fingerprint(certificate: Path) -> str:
    """Give the SHA-256 fingerprint of a certificate, as browsers show it."""
    loaded = x509.load_pem_x509_certificate(certificate.read_bytes())
    return loaded.fingerprint(hashes.SHA256()).hex(":").upper()


def _authority(folder: Path) -> tuple[x509.Certificate, ec.EllipticCurvePrivateKey]:
    certificate, key = folder / "authority.pem", folder / "authority.key"
    if certificate.exists() and key.exists():
        loaded = serialization.load_pem_private_key(key.read_bytes(), None)
        if isinstance(loaded, ec.EllipticCurvePrivateKey):
            return x509.load_pem_x509_certificate(certificate.read_bytes()), loaded
    made = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name(
        [
            x509.NameAttribute(NameOID.COMMON_NAME, f"Sala on {socket.gethostname()[:40]}"),
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, "Sala, this installation only"),
        ]
    )
    signed = (
        _begun(name, name, made.public_key(), _AUTHORITY_LASTS)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(_usage(signs_certificates=True), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(made.public_key()), critical=False)
        .sign(made, hashes.SHA256())
    )
    _write(key, _private(made))
    _write(certificate, signed.public_bytes(serialization.Encoding.PEM), mode=0o644)
    return signed, made


def _make_server(
    files: Certificate,
    authority: x509.Certificate,
    authority_key: ec.EllipticCurvePrivateKey,
    names: list[x509.GeneralName],
) -> None:
    made = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Sala")])
    signed = (
        _begun(subject, authority.subject, made.public_key(), _SERVER_LASTS)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_usage(signs_certificates=False), critical=True)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
        .add_extension(x509.SubjectAlternativeName(names), critical=False)
        .add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_public_key(authority_key.public_key()),
            critical=False,
        )
        .sign(authority_key, hashes.SHA256())
    )
    chain = signed.public_bytes(serialization.Encoding.PEM) + authority.public_bytes(
        serialization.Encoding.PEM
    )
    _write(files.key, _private(made))
    _write(files.certificate, chain, mode=0o644)


def _begun(
    subject: x509.Name, issuer: x509.Name, key: ec.EllipticCurvePublicKey, lasts: timedelta
) -> x509.CertificateBuilder:
    now = datetime.now(UTC)
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key)
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(hours=1))  # clocks of phones differ
        .not_valid_after(now + lasts)
    )


def _usage(*, signs_certificates: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not signs_certificates,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=signs_certificates,
        crl_sign=signs_certificates,
        encipher_only=False,
        decipher_only=False,
    )


def _names(host: str) -> list[x509.GeneralName]:
    """Give every name and address under which browsers may reach this machine."""
    own = socket.gethostname()
    hosts = dict.fromkeys(["localhost", own, f"{own}.local" if "." not in own else own])
    found = dict.fromkeys(["127.0.0.1", "::1", *addresses()])
    if host not in ("0.0.0.0", "::"):  # noqa: S104 - compared, not bound
        try:
            found[str(ip_address(host))] = None
        except ValueError:
            hosts[host] = None
    return [
        *(x509.DNSName(name) for name in hosts),
        *(x509.IPAddress(ip_address(address.partition("%")[0])) for address in found),
    ]


def _serves(files: Certificate, authority: x509.Certificate, names: list[x509.GeneralName]) -> bool:
    """Tell whether the certificate that is there still covers these names for a while."""
    if not (files.certificate.exists() and files.key.exists()):
        return False
    have = x509.load_pem_x509_certificate(files.certificate.read_bytes())
    covered = have.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    return (
        have.issuer == authority.subject
        and set(names) <= set(covered)
        and have.not_valid_after_utc - datetime.now(UTC) > _RENEW
    )


def _private(key: ec.EllipticCurvePrivateKey) -> bytes:
    return key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )


def _write(file: Path, data: bytes, *, mode: int = 0o600) -> None:
    """Write a file that never, not even for a moment, is open to more than `mode` says."""
    fresh = file.with_name(f"{file.name}.new")
    fresh.unlink(missing_ok=True)
    handle = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
    with os.fdopen(handle, "wb") as opened:
        opened.write(data)
    fresh.replace(file)
