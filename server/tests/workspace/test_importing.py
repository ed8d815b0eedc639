"""Clones: from real git servers, pinned to checked addresses, bounded, and never led inside."""

from __future__ import annotations

import asyncio
import ipaddress
import os
import subprocess
from pathlib import Path

import pytest

from sala.workspace.adapters.importing import CloneLimits, clone
from sala.workspace.adapters.importing.addresses import is_public, read_remote, resolve
from sala.workspace.contract import AddressNotAllowed, GitFailed, NotARepository
from tests.workspace.remotes import serving

OPEN = CloneLimits(size=50_000_000, seconds=60, internal=True)
CLOSED = CloneLimits(size=50_000_000, seconds=60)


def git(folder: Path, *words: str) -> str:
    return subprocess.run(
        ["git", "-c", "user.name=A", "-c", "user.email=a@sala.example", *words],
        cwd=folder,
        check=True,
        capture_output=True,
        text=True,
    ).stdout


@pytest.fixture
def remotes(tmp_path):
    served = tmp_path / "served"
    repository = served / "tides.git"
    repository.mkdir(parents=True)
    git(repository, "init", "-q", "-b", "main")
    (repository / "tides.py").write_text("HEIGHT = 2.31\n")
    git(repository, "add", ".")
    git(repository, "commit", "-qm", "Measure the tide")
    with serving(served) as running:
        yield running


async def test_a_clone_has_the_history_of_the_repository(remotes, tmp_path):
    await clone(remotes.url("tides.git"), tmp_path / "into", OPEN)
    assert git(tmp_path / "into", "log", "--format=%s") == "Measure the tide\n"
    assert git(tmp_path / "into", "show", "HEAD:tides.py") == "HEIGHT = 2.31\n"


async def test_a_clone_checks_nothing_out(remotes, tmp_path):
    await clone(remotes.url("tides.git"), tmp_path / "into", OPEN)
    assert [path.name for path in (tmp_path / "into").iterdir()] == [".git"]


async def test_a_redirect_is_followed_to_the_repository(remotes, tmp_path):
    remotes.redirects["/old"] = remotes.url("tides.git")
    await clone(remotes.url("old"), tmp_path / "into", OPEN)
    assert git(tmp_path / "into", "log", "--format=%s") == "Measure the tide\n"


async def test_a_redirect_that_never_ends_is_given_up(remotes, tmp_path):
    remotes.redirects["/round"] = remotes.url("round")
    with pytest.raises(GitFailed, match="leads on"):
        await clone(remotes.url("round"), tmp_path / "into", OPEN)


async def test_a_page_is_not_a_repository(remotes, tmp_path):
    with pytest.raises(NotARepository):
        await clone(remotes.url("page"), tmp_path / "into", OPEN)


async def test_an_address_without_a_repository_says_so(remotes, tmp_path):
    with pytest.raises(NotARepository):
        await clone(remotes.url("nothing.git"), tmp_path / "into", OPEN)


async def test_a_password_is_sent_and_not_kept(remotes, tmp_path):
    remotes.password = "Basic bmluYTpzZWNyZXQtdG9rZW4="  # nina:secret-token
    url = remotes.url("tides.git").replace("http://", "http://nina:secret-token@")
    await clone(url, tmp_path / "into", OPEN)
    assert "secret-token" not in (tmp_path / "into/.git/config").read_text()


async def test_a_private_repository_says_how_to_come_in(remotes, tmp_path):
    remotes.password = "Basic unknown"
    with pytest.raises(GitFailed, match="token"):
        await clone(remotes.url("tides.git"), tmp_path / "into", OPEN)


async def test_a_redirect_elsewhere_is_not_told_the_password(remotes, tmp_path):
    with serving(remotes.folder) as other:
        remotes.redirects["/moved"] = other.url("tides.git")
        url = remotes.url("moved").replace("http://", "http://nina:secret-token@")
        await clone(url, tmp_path / "into", OPEN)
        assert other.asked
        assert all(authorization == "" for _, authorization in other.asked)


async def test_a_repository_over_the_limit_leaves_nothing(remotes, tmp_path):
    repository = remotes.folder / "tides.git"
    (repository / "noise").write_bytes(os.urandom(3_000_000))
    git(repository, "add", ".")
    git(repository, "commit", "-qm", "Noise")
    small = CloneLimits(size=500_000, seconds=60, internal=True)
    with pytest.raises(GitFailed, match="larger"):
        await clone(remotes.url("tides.git"), tmp_path / "into", small)
    assert not (tmp_path / "into").exists()


async def test_a_cancelled_clone_leaves_nothing(remotes, tmp_path):
    task = asyncio.create_task(clone(remotes.url("tides.git"), tmp_path / "into", OPEN))
    while not (tmp_path / "into").exists():  # noqa: ASYNC110 - git makes it, not the loop
        await asyncio.sleep(0.002)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert not (tmp_path / "into").exists()


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1",
        "localhost",
        "0.0.0.0",
        "[::1]",
        "[::ffff:127.0.0.1]",
        "[::]",
        "169.254.169.254",
        "10.0.0.1",
        "192.168.1.1",
        "172.16.0.1",
        "100.64.0.1",
        "[fd00::1]",
        "[fe80::1]",
        "[64:ff9b::7f00:1]",
        "[2002:7f00:1::]",
        "2130706433",
        "0x7f000001",
        "0177.0.0.1",
    ],
)
async def test_an_internal_host_is_refused(host, tmp_path):
    with pytest.raises(AddressNotAllowed):
        await clone(f"http://{host}/repository.git", tmp_path / "into", CLOSED)
    assert not (tmp_path / "into").exists()


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/passwd",
        "/etc",
        "ssh://git@github.com/a/b",
        "git@github.com:a/b",
        "git://github.com/a/b",
        "ext::sh -c touch% /tmp/owned",
        "--upload-pack=touch /tmp/owned",
        "https://",
        "https:///path",
        "https://host:port/x",
        "https://host\n/x",
        "ftp://host/x",
    ],
)
async def test_any_other_way_in_is_refused(url, tmp_path):
    with pytest.raises(AddressNotAllowed):
        await clone(url, tmp_path / "into", CLOSED)


async def test_a_redirect_to_an_internal_host_is_refused_where_it_is_resolved():
    target = read_remote("http://169.254.169.254/latest")
    with pytest.raises(AddressNotAllowed):
        await resolve(target, internal=False)


@pytest.mark.parametrize("address", ["1.1.1.1", "2606:4700:4700::1111", "140.82.121.4"])
def test_a_public_address_is_public(address):
    assert is_public(ipaddress.ip_address(address))
