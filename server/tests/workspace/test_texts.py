"""Text of a workspace over the dispatcher: bytes on disk keep their form or stay as they are."""

from __future__ import annotations

import asyncio
import os
import resource

import pytest

from sala.kernel.refusals import OutOfSpace
from sala.workspace.contract import (
    CannotEncode,
    FileChanged,
    NotText,
    ReadText,
    TextTooLarge,
    WriteText,
)
from tests.workspace.repositories import sha

WIDE = "\ufeffa\nb\n"


@pytest.fixture
def workspace(harbour):
    return harbour.workspace


@pytest.fixture
def root(harbour):
    return harbour.root


async def read(sala, workspace, path):
    return await sala.ask(ReadText(workspace=workspace, path=path))


@pytest.mark.parametrize(
    ("data", "text", "encoding", "newline", "written"),
    [
        (b"a\r\nb\r\n", "a\nb\n", "utf-8", "crlf", b"a\r\nb\r\nc\r\n"),
        (b"a\rb\r", "a\nb\n", "utf-8", "cr", b"a\rb\rc\r"),
        (b"a\r\nb\n", "a\nb\n", "utf-8", "mixed", b"a\r\nb\nc\n"),
        (b"\xef\xbb\xbfa\nb\n", "a\nb\n", "utf-8", "lf", b"\xef\xbb\xbfa\nb\nc\n"),
        (WIDE.encode("utf-16-le"), "a\nb\n", "utf-16-le", "lf", f"{WIDE}c\n".encode("utf-16-le")),
        (b"\xe9\nb\n", "é\nb\n", "windows-1252", "lf", b"\xe9\nb\nc\n"),
    ],
)
async def test_a_write_keeps_the_form_of_the_file(
    sala, workspace, root, data, text, encoding, newline, written
):
    (root / "f").write_bytes(data)
    (root / "f").chmod(0o755)
    view = await read(sala, workspace, "f")
    assert (view.text, view.encoding, view.newline, view.editable) == (
        text,
        encoding,
        newline,
        True,
    )
    answer = await sala.ask_as_sala(
        WriteText(workspace=workspace, path="f", text=f"{text}c\n", expected=view.digest)
    )
    assert (root / "f").read_bytes() == written
    assert (answer.digest, answer.size) == (sha(written), len(written))
    assert os.access(root / "f", os.X_OK)


async def test_a_write_over_something_else_is_refused(sala, workspace, root):
    for expected in (sha(b"other"), ""):
        with pytest.raises(FileChanged):
            await sala.ask_as_sala(
                WriteText(workspace=workspace, path="tides.py", text="x", expected=expected)
            )
    with pytest.raises(FileChanged):
        await sala.ask_as_sala(
            WriteText(workspace=workspace, path="gone", text="x", expected=sha(b""))
        )
    assert not (root / "gone").exists()
    await sala.ask_as_sala(WriteText(workspace=workspace, path="d/new", text="x", expected=""))
    assert (root / "d/new").read_text() == "x"


async def test_what_cannot_be_written_is_refused_and_the_file_is_as_it_was(sala, workspace, root):
    (root / "old").write_bytes(b"caf\xe9\n")
    (root / "pic").write_bytes(b"\0")
    for path, text, refusal in (
        ("old", "ก", CannotEncode),
        ("pic", "x", NotText),
        ("tides.py", "x" * 5_242_881, TextTooLarge),
    ):
        before = (root / path).read_bytes()
        with pytest.raises(refusal):
            await sala.ask_as_sala(
                WriteText(workspace=workspace, path=path, text=text, expected=sha(before))
            )
        assert (root / path).read_bytes() == before


async def test_a_nul_is_never_written_and_the_text_without_it_is(sala, workspace, root):
    (root / "a.txt").write_text("one\n")
    view = await read(sala, workspace, "a.txt")
    with pytest.raises(CannotEncode, match="NUL character \\(line 2\\)"):
        await sala.ask_as_sala(
            WriteText(workspace=workspace, path="a.txt", text="one\nt\0o\n", expected=view.digest)
        )
    assert (root / "a.txt").read_text() == "one\n"
    await sala.ask_as_sala(
        WriteText(workspace=workspace, path="a.txt", text="one\ntwo\n", expected=view.digest)
    )
    assert (root / "a.txt").read_text() == "one\ntwo\n"


async def test_a_full_disk_is_said_and_loses_nothing(sala, workspace, root):
    before = (root / "tides.py").read_bytes()
    wish = WriteText(
        workspace=workspace, path="tides.py", text="x" * 2_000_000, expected=sha(before)
    )
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1_000_000, hard))
    try:
        with pytest.raises(OutOfSpace):
            await sala.ask_as_sala(wish)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert (root / "tides.py").read_bytes() == before


async def test_what_is_not_edited_says_why_and_large_text_shows_its_beginning(
    sala, workspace, root
):
    (root / "pic.png").write_bytes(b"\x89PNG\0")
    (root / "big.csv").write_bytes("บรรทัด\n".encode() * 300_000)
    picture = await read(sala, workspace, "pic.png")
    assert (picture.editable, picture.text, picture.reason) == (
        False,
        "",
        "The file is binary.",
    )
    large = await read(sala, workspace, "big.csv")
    assert (large.editable, large.size) == (False, 5_700_000)
    assert "larger than 5 MB" in large.reason
    assert set(large.text.split("\n")) == {"บรรทัด", ""}
    assert 900_000 < len(large.text.encode()) <= 1024 * 1024
    assert large.digest == sha((root / "big.csv").read_bytes())


async def test_many_writes_at_once_to_one_workspace_all_land(sala, workspace, root):
    await asyncio.gather(
        *(
            sala.ask_as_sala(WriteText(workspace=workspace, path=f"n{n}", text=str(n), expected=""))
            for n in range(30)
        )
    )
    assert sorted((root / f"n{n}").read_text() for n in range(30)) == sorted(map(str, range(30)))
