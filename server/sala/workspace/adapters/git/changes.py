"""What differs: the working tree against the last commit, commits against their parents."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pygit2
from pygit2.enums import DeltaStatus, DiffFind, DiffFlag, DiffOption

from sala.workspace.adapters.git.asks import Marks, ReadDiff, ReadMarks, ReadStatus
from sala.workspace.adapters.git.opening import (
    branch_name,
    commit_at,
    head_commit,
    head_tree,
    opened,
)
from sala.workspace.contract import (
    ChangeView,
    FileDiffView,
    HunkView,
    LineView,
    StatusView,
)

CHANGES = 10_000
"""Changes a status lists."""
COUNTED = 500
"""Changes whose lines a status counts."""
FILES = 300
"""Files a diff shows with their lines."""
LINES = 2_000
"""Lines of one file that a diff shows; ten times as many in all."""
SIZE = 2 * 1024 * 1024
"""A file larger than this many bytes is named in a diff, not shown."""
WIDTH = 2_000
"""Characters of one line that a diff shows."""

_LETTERS = {
    DeltaStatus.ADDED: "A",
    DeltaStatus.DELETED: "D",
    DeltaStatus.MODIFIED: "M",
    DeltaStatus.TYPECHANGE: "M",
    DeltaStatus.RENAMED: "R",
    DeltaStatus.COPIED: "A",
    DeltaStatus.UNTRACKED: "?",
    DeltaStatus.CONFLICTED: "U",
}
_WORKING = (
    DiffOption.INCLUDE_UNTRACKED
    | DiffOption.RECURSE_UNTRACKED_DIRS
    | DiffOption.SHOW_UNTRACKED_CONTENT
    | DiffOption.INCLUDE_TYPECHANGE
    | DiffOption.UPDATE_INDEX
)
_KEPT_S = 1.0
_kept: dict[str, tuple[float, int, list[ChangeView]]] = {}

RENAMED_AMONG = 2_000
"""Above this many changes renames are not looked for: the search is quadratic."""


def working_diff(repository: pygit2.Repository) -> pygit2.Diff:
    """Compare the working tree and the index together with the last commit, renames found."""
    repository.index.read(force=False)
    diff = head_tree(repository).diff_to_index(repository.index, _WORKING)
    diff.merge(repository.index.diff_to_workdir(_WORKING))
    if len(diff) <= RENAMED_AMONG:
        diff.find_similar(DiffFind.FIND_RENAMES | DiffFind.FIND_FOR_UNTRACKED)
    return diff


def changed(repository: pygit2.Repository, *, counted: int) -> tuple[list[ChangeView], bool]:
    """List what a commit of everything would change, by path; and whether that is all of it."""
    diff = working_diff(repository)
    conflicts = set(conflicting(repository))
    changes = [ChangeView(path=path, status="U") for path in sorted(conflicts)]
    for number, delta in enumerate(diff.deltas):
        if len(changes) >= CHANGES:
            return changes, False
        path = _path(delta.new_file)
        if path in conflicts or delta.status not in _LETTERS:
            continue
        added = removed = 0
        if number < counted and delta.new_file.size <= SIZE:
            patch = diff[number]
            if patch is None or _same(patch):
                continue
            _, added, removed = patch.line_stats
        changes.append(
            ChangeView(
                path=path,
                status=_LETTERS[delta.status],
                old_path=_path(delta.old_file) if delta.status is DeltaStatus.RENAMED else "",
                added=added,
                removed=removed,
            )
        )
    changes.sort(key=lambda change: change.path)
    return changes, True


def conflicting(repository: pygit2.Repository) -> Iterator[str]:
    """Name the paths that a merge left in conflict."""
    for entries in repository.index.conflicts or ():
        entry = next((one for one in entries if one is not None), None)
        if entry is not None:
            yield entry.path


def read_status(ask: ReadStatus) -> StatusView:
    """Answer with the status of a working tree."""
    with opened(ask.root) as repository:
        changes, complete = changed(repository, counted=COUNTED if ask.lines else 0)
        commit = head_commit(repository)
        branch = branch_name(repository)
        ahead, behind = _distance(repository, branch)
        return StatusView(
            branch=branch,
            head=str(commit.id) if commit else "",
            ahead=ahead,
            behind=behind,
            changes=changes,
            complete=complete,
        )


def read_marks(ask: ReadMarks) -> Marks:
    """Answer with the letters below a folder, each folder's being that of what changed in it."""
    with opened(ask.root) as repository:
        prefix = f"{ask.folder}/" if ask.folder else ""
        letters: dict[str, str] = {}
        for change in _recent(repository, ask):
            if change.path.startswith(prefix):
                name = change.path.removeprefix(prefix).partition("/")[0]
                letters[name] = (
                    change.status if letters.get(name, change.status) == change.status else "M"
                )
        ignored = [
            name
            for name in ask.names
            if name not in letters
            and repository.path_is_ignored(f"{prefix}{name}{'/' if name in ask.folders else ''}")
        ]
        return Marks(letters=letters, ignored=ignored)


def _recent(repository: pygit2.Repository, ask: ReadMarks) -> list[ChangeView]:
    """List the changes, or those of a moment ago: opening a tree asks for many folders at once."""
    now = time.monotonic()
    held = _kept.get(ask.root)
    if held is not None and held[1] == ask.generation and now - held[0] < _KEPT_S:
        return held[2]
    changes, _ = changed(repository, counted=0)
    _kept.clear()
    _kept[ask.root] = now, ask.generation, changes
    return changes


def read_diff(ask: ReadDiff) -> list[FileDiffView]:
    """Answer with what changed, within limits."""
    with opened(ask.root) as repository:
        diff = _commit_diff(repository, ask.commit) if ask.commit else working_diff(repository)
        shown: list[FileDiffView] = []
        budget = LINES * 10
        for number, delta in enumerate(diff.deltas):
            if delta.status not in _LETTERS or not _wanted(delta, ask.path):
                continue
            whole = len(shown) < FILES and budget > 0 and delta.new_file.size <= SIZE
            view = _file_diff(diff, number, delta, min(LINES, budget) if whole else 0)
            if view is None:
                continue
            budget -= sum(len(hunk.lines) for hunk in view.hunks)
            shown.append(view)
            if len(shown) >= CHANGES:
                break
        return shown


def _commit_diff(repository: pygit2.Repository, revision: str) -> pygit2.Diff:
    commit = commit_at(repository, revision)
    if commit.parents:
        diff = commit.parents[0].tree.diff_to_tree(commit.tree)
    else:
        diff = commit.tree.diff_to_tree(swap=True)
    if len(diff) <= RENAMED_AMONG:
        diff.find_similar(DiffFind.FIND_RENAMES)
    return diff


def _file_diff(
    diff: pygit2.Diff, number: int, delta: pygit2.DiffDelta, budget: int
) -> FileDiffView | None:
    """Show one file; with no budget only its name. None when nothing differs after all."""
    patch = diff[number] if budget else None
    if patch is not None and _same(patch):
        return None
    hunks, complete = _hunks(patch, budget) if patch is not None else ([], False)
    binary = patch is not None and bool(patch.delta.flags & DiffFlag.BINARY)
    _, added, removed = patch.line_stats if patch is not None else (0, 0, 0)
    return FileDiffView(
        path=_path(delta.new_file),
        old_path=_path(delta.old_file) if delta.status is DeltaStatus.RENAMED else "",
        status=_LETTERS[delta.status],
        binary=binary,
        added=added,
        removed=removed,
        hunks=[] if binary else hunks,
        complete=complete,
    )


def _hunks(patch: pygit2.Patch, budget: int) -> tuple[list[HunkView], bool]:
    hunks: list[HunkView] = []
    for hunk in patch.hunks:
        lines: list[LineView] = []
        for line in hunk.lines:
            if line.origin not in "+- ":
                continue  # the remark that a file does not end in a line feed
            if budget == 0:
                hunks.append(HunkView(header=hunk.header.strip(), lines=lines))
                return hunks, False
            budget -= 1
            text = line.raw_content.decode(errors="replace").rstrip("\r\n")
            lines.append(
                LineView(
                    sign=line.origin,
                    old=max(line.old_lineno, 0),
                    new=max(line.new_lineno, 0),
                    text=text if len(text) <= WIDTH else f"{text[:WIDTH]}…",
                )
            )
        hunks.append(HunkView(header=hunk.header.strip(), lines=lines))
    return hunks, True


def _same(patch: pygit2.Patch) -> bool:
    """Tell that a file was staged and then put back: git lists it, and nothing differs."""
    delta = patch.delta
    return (
        delta.status is DeltaStatus.MODIFIED
        and not delta.flags & DiffFlag.BINARY
        and delta.old_file.mode == delta.new_file.mode
        and not patch.hunks
    )


def _wanted(delta: pygit2.DiffDelta, path: str) -> bool:
    if not path:
        return True
    sides = (_path(delta.new_file), _path(delta.old_file))
    return any(side == path or side.startswith(f"{path}/") for side in sides)


def _path(side: pygit2.DiffFile) -> str:
    return side.raw_path.decode(errors="replace").rstrip("/")


def _distance(repository: pygit2.Repository, branch: str) -> tuple[int, int]:
    """Count commits ahead of and behind the upstream; nothing without one."""
    local = repository.branches.local.get(branch) if branch else None
    if local is None:
        return 0, 0
    try:
        ahead, behind = repository.ahead_behind(local.target, local.upstream.target)
    except (
        AttributeError,
        KeyError,
        ValueError,
        pygit2.GitError,
    ):  # no upstream, or one not fetched
        return 0, 0
    return ahead, behind
