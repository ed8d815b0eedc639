"""What workspace questions and wishes are answered with."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from msgspec import field

from sala.kernel.messages import View
from sala.workspace.contract.types import Kind, Origin, State, WorkspaceId


class WorkspaceView(View):
    """A workspace in the list.

    `source` is the URL or file name it was imported from. `description` is the first sentence of
    its README. `changed` and `changed_path` are the newest change known. While a git import runs,
    `stage` is git's word for what it does, `percent` how much of that stage is done; when it
    failed, `reason` says why.
    """

    workspace: WorkspaceId
    name: str
    origin: Origin
    state: State
    trusted: bool
    created: datetime
    changed: datetime
    changed_path: str = ""
    source: str = ""
    branch: str = ""
    description: str = ""
    reason: str = ""
    stage: str = ""
    percent: int = 0


class EntryView(View):
    """One entry of a folder. `size` is in bytes.

    `status` is git's letter (M, A, D, R, U, ?) or empty; that of a folder is its entries', M when
    they differ. `target` is where a link points.
    """

    path: str
    name: str
    kind: Kind
    size: int
    status: str = ""
    ignored: bool = False
    target: str = ""


class TextView(View):
    """A file as text, its line ends normalised to a line feed.

    `digest` is the SHA-256 of the bytes on disk, in hexadecimal. `encoding` is `utf-8`,
    `utf-16-le`, `utf-16-be`, `windows-1252` or `latin-1`; the last two are only a guess, and then
    `guessed` is true. `newline` is `lf`, `crlf`, `cr` or `mixed`. When `editable` is false, `text`
    is empty or only the beginning, and `reason` says why.
    """

    path: str
    text: str
    digest: str
    size: int
    encoding: str
    bom: bool
    newline: str
    editable: bool
    guessed: bool = False
    reason: str = ""


class WrittenView(View):
    """What lies on disk after a write. `modified` is in nanoseconds since 1970."""

    digest: str
    size: int
    modified: int


class FlushedView(View):
    """What open documents held: who wrote since the last commit, and which could not be written."""

    authors: list[UUID]
    failed: list[str] = field(default_factory=list)


class TraceView(View):
    """A file that is gone, and the one that it became."""

    source: str
    target: str


class MatchView(View):
    """A line that matches. `line` counts from 1; `start` and `end` are code points in `text`."""

    path: str
    line: int
    start: int
    end: int
    text: str


class SearchView(View):
    """Matches in order of path. `complete` is false when a limit cut the search short."""

    matches: list[MatchView]
    files: int
    complete: bool


class PathMatchView(View):
    """A path that matches a fuzzy query; `positions` are the matched code points."""

    path: str
    positions: list[int]


class ChangeView(View):
    """A changed path. `status`: M, A, D, R, U (conflict) or ? (untracked).

    `old_path` is where a renamed file was. The numbers are lines; both are 0 for a binary file.
    """

    path: str
    status: str
    old_path: str = ""
    added: int = 0
    removed: int = 0


class StatusView(View):
    """The working tree against the last commit. `head` is empty before the first one.

    `ahead` and `behind` count commits against the upstream. `branch` is empty when no branch is
    checked out. `complete` is false when there are more changes than are listed.
    """

    branch: str
    head: str
    ahead: int
    behind: int
    changes: list[ChangeView]
    complete: bool = True


class PersonView(View):
    """A name in a commit."""

    name: str
    email: str


class CommitView(View):
    """One commit."""

    commit: str
    summary: str
    body: str
    author: PersonView
    co_authors: list[PersonView]
    at: datetime
    parents: list[str]


class LineView(View):
    """One line of a diff. `sign` is `+`, `-` or a space; numbers count from 1, 0 where absent."""

    sign: str
    old: int
    new: int
    text: str


class HunkView(View):
    """A run of changed lines with context."""

    header: str
    lines: list[LineView]


class FileDiffView(View):
    """What changed in one file. A binary file has no hunks.

    `complete` is false when a limit cut the hunks short.
    """

    path: str
    old_path: str
    status: str
    binary: bool
    added: int
    removed: int
    hunks: list[HunkView]
    complete: bool = True


class ImportLimitsView(View):
    """What may be imported as an archive. Sizes are in bytes."""

    extensions: list[str]
    upload: int
    unpacked: int
    entries: int


class BranchView(View):
    """A branch. `current` is the one checked out."""

    name: str
    current: bool
    remote: bool
    head: str
