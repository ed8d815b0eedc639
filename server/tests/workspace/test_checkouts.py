"""Whether git left a file as it is: seen for what git checked out, and for nothing else."""

import asyncio
import subprocess

import pytest

from sala.workspace.adapters.git.asks import Left, SeeCheckout
from sala.workspace.adapters.git.checkouts import see_checkout
from sala.workspace.handlers.tracing import left_by


@pytest.fixture
def shell(tmp_path):
    """A repository with two branches, and a shell in it."""

    def shell(script):
        words = ("user.name=T", "user.email=t@sala.example", "commit.gpgsign=false")
        git = "git " + " ".join(f"-c {word}" for word in words)
        subprocess.run(
            script.replace("git ", f"{git} "),
            shell=True,
            cwd=tmp_path,
            check=True,
            capture_output=True,
        )

    shell("git init -q -b main && echo one > a.txt && git add . && git commit -q -m one")
    shell("git switch -q -c other && echo two > a.txt && git commit -q -a -m two")
    shell("git switch -q main && touch -d '1 hour ago' a.txt")
    return shell


@pytest.fixture
def left(tmp_path):
    return lambda path="a.txt": see_checkout(SeeCheckout(root=str(tmp_path), path=path))


@pytest.mark.parametrize(
    "script",
    [
        pytest.param("git switch -q other", id="a switch"),
        pytest.param("echo mine > a.txt && git reset -q --hard", id="a reset"),
        pytest.param("git merge -q other", id="a merge"),
        pytest.param("git rebase -q other", id="a rebase"),
        pytest.param("git pull -q . other", id="a pull"),
        pytest.param("git cherry-pick other", id="a cherry-pick"),
    ],
)
def test_git_is_seen_in(shell, left, script):
    assert left() is Left.UNKNOWN
    shell(script)
    assert left() is Left.GIT


@pytest.mark.parametrize(
    "script",
    [
        pytest.param("echo mine > a.txt", id="another program's text"),
        pytest.param("git switch -q other && echo mine > a.txt", id="one right after a switch"),
        pytest.param("echo mine > a.txt && git commit -q -a -m mine", id="what is committed"),
        pytest.param("git switch -q --orphan new && echo new > a.txt", id="no commit at all"),
        pytest.param("git rm -q a.txt", id="no file"),
        pytest.param("echo a.txt > .gitignore && git rm -q --cached a.txt", id="an ignored file"),
    ],
)
def test_git_is_not_seen_in(shell, left, script):
    shell(script)
    assert left() is Left.UNKNOWN


def test_while_git_works_nothing_can_be_told(shell, left):
    shell("git switch -q other && touch .git/index.lock")
    assert left() is Left.BUSY
    assert left("none.txt") is Left.UNKNOWN


@pytest.mark.parametrize(
    ("answers", "program"),
    [
        pytest.param([Left.BUSY, Left.BUSY, Left.GIT], "git", id="git that comes to its end"),
        pytest.param([Left.BUSY, Left.UNKNOWN], "", id="git that did not do it"),
        pytest.param([Left.BUSY] * 99, "", id="a lock that somebody left behind"),
    ],
)
async def test_git_is_waited_for_a_moment(monkeypatch, answers, program):
    monkeypatch.setattr("sala.workspace.handlers.tracing._WITHIN", 0.5)
    coming = iter(answers)

    async def look():
        return next(coming)

    assert await left_by(look) == program


async def test_workers_with_much_to_do_are_not_waited_for(monkeypatch):
    monkeypatch.setattr("sala.workspace.handlers.tracing._WITHIN", 0.1)
    assert await left_by(asyncio.Event().wait) == ""
