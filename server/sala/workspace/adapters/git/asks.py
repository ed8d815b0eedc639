"""What workers are asked, and how they answer: one frozen message for each thing done with git."""

from __future__ import annotations

from enum import StrEnum
from functools import cache
from typing import Any, ClassVar, Generic, TypeAlias, TypeVar, get_args

import msgspec

from sala.kernel.messages import FrozenMeta
from sala.workspace.contract import (
    BranchView,
    CommitView,
    FileDiffView,
    PathMatchView,
    StatusView,
)

R = TypeVar("R")


class Ask(msgspec.Struct, Generic[R], metaclass=FrozenMeta, frozen=True, kw_only=True, tag=True):
    """A request about the repository whose working tree is `root`, answered with an `R`.

    `limit_s` is how many seconds it may take.
    """

    root: str
    limit_s: ClassVar[float] = 60.0


class ReadStatus(Ask[StatusView]):
    """The working tree against the last commit; line counts only when asked for."""

    lines: bool = True


class Marks(msgspec.Struct, frozen=True, kw_only=True):
    """git's letter for paths that have one, and which of the names asked for are ignored."""

    letters: dict[str, str]
    ignored: list[str]


class ReadMarks(Ask[Marks]):
    """What the tree view shows beside the entries of a folder.

    What was read a moment ago is used again for the same `generation`, which counts what Sala
    itself changed in the working tree.
    """

    folder: str
    names: list[str]
    folders: list[str]
    generation: int = 0


class ReadDiff(Ask[list[FileDiffView]]):
    """The working tree against the last commit, or a commit against its first parent."""

    commit: str = ""
    path: str = ""


class FindRenames(Ask[dict[str, str]]):
    """New paths by old ones, as git pairs them by content.

    Those of the working tree against the last commit, and of what was checked out since a time,
    in seconds since 1970.
    """

    since: float


class Left(StrEnum):
    """Whether git left a file as it is, as far as can be told."""

    GIT = "git"
    BUSY = "busy"
    UNKNOWN = "unknown"


class SeeCheckout(Ask[Left]):
    """Whether a file is what git has just checked out."""

    path: str


class ReadLog(Ask[list[CommitView]]):
    """Commits from a revision on, newest first; only those that changed `path` when given."""

    limit: int
    start: str = ""
    path: str = ""


class ReadBranches(Ask[list[BranchView]]):
    """Local branches, then remote ones."""


class FindFiles(Ask[list[PathMatchView]]):
    """Files whose paths match a fuzzy query. `generation` is as in `ReadMarks`."""

    query: str
    limit: int
    generation: int = 0


class ListFiles(Ask[list[str]]):
    """Every file that is not ignored, in order of path."""

    folder: str = ""


class Who(msgspec.Struct, frozen=True, kw_only=True):
    """An author, as git writes one."""

    name: str
    email: str


class StartRepository(Ask[str]):
    """Make a folder a repository; commit what is in it when there is an author."""

    limit_s: ClassVar[float] = 600.0
    author: Who | None = None
    message: str = ""


class Commit(Ask[tuple[CommitView, str]]):
    """Commit paths, or every change when there are none. Answers the commit and its branch."""

    limit_s: ClassVar[float] = 600.0
    message: str
    author: Who
    paths: list[str]


class StartBranch(Ask[BranchView]):
    """Make a branch at the current commit and check it out."""

    name: str


class SwitchTo(Ask[BranchView]):
    """Check a branch out, unless that would overwrite changes."""

    limit_s: ClassVar[float] = 600.0
    name: str


class CheckOutClone(Ask[str]):
    """Check the fetched branch of a new clone out, after measuring what it holds."""

    limit_s: ClassVar[float] = 900.0
    entries: int
    size: int


AnyAsk: TypeAlias = (
    ReadStatus
    | ReadMarks
    | ReadDiff
    | FindRenames
    | SeeCheckout
    | ReadLog
    | ReadBranches
    | FindFiles
    | ListFiles
    | StartRepository
    | Commit
    | StartBranch
    | SwitchTo
    | CheckOutClone
)


@cache
def answer_of(ask: type[Ask[Any]]) -> Any:  # noqa: ANN401 - a type, or a generic alias
    """Give the type a request is answered with."""
    for base in getattr(ask, "__orig_bases__", ()):
        return get_args(base)[0]
    raise TypeError(ask.__qualname__)


class Refused(msgspec.Struct, frozen=True, kw_only=True):
    """A refusal on its way to the process that asked; `name` is its class in the contract."""

    name: str
    detail: str
