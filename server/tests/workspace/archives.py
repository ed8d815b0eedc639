"""Archives for tests, good and bad."""

from __future__ import annotations

import io
import stat
import tarfile
import zipfile

from sala.workspace.adapters.archives.budget import Budget, Limits
from sala.workspace.adapters.archives.unpacking import unpack

SMALL = Limits(unpacked=1_000_000, entries=100, seconds=20, ratio=50, ratio_after=100_000)


def unpacked(tmp_path, data, limits=SMALL):
    archive, into = tmp_path / "archive", tmp_path / "into"
    archive.write_bytes(data)
    into.mkdir()
    return unpack(archive, into, Budget(limits, len(data)))


def tar(*entries, mode="w:gz"):
    """Each entry is a name with bytes (a file), None (a folder), or a TarInfo."""
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode=mode) as opened:
        for name, content in entries:
            info = name if isinstance(name, tarfile.TarInfo) else tarfile.TarInfo(name)
            if content is None:
                info.type = tarfile.DIRTYPE if isinstance(name, str) else info.type
                opened.addfile(info)
            else:
                info.size = len(content)
                opened.addfile(info, io.BytesIO(content))
    return out.getvalue()


def tar_link(name, target, kind=tarfile.SYMTYPE):
    info = tarfile.TarInfo(name)
    info.type, info.linkname = kind, target
    return info, None


def zipped(*entries, method=zipfile.ZIP_DEFLATED):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as opened:
        for name, content in entries:
            info = name if isinstance(name, zipfile.ZipInfo) else zipfile.ZipInfo(name)
            info.compress_type = method
            opened.writestr(info, content or b"")
    return out.getvalue()


def zip_link(name, target):
    info = zipfile.ZipInfo(name)
    info.create_system = 3
    info.external_attr = (stat.S_IFLNK | 0o777) << 16
    return info, target.encode()
