"""How workspace says no."""

from __future__ import annotations

from sala.kernel.refusals import (
    BadRequest,
    Conflict,
    Forbidden,
    NotFound,
    TooLarge,
    Unavailable,
    Unprocessable,
)


class WorkspaceNotFound(NotFound):
    """There is no such workspace."""

    code = "workspace.not_found"
    title = "There is no such workspace"


class WorkspaceExists(Conflict):
    """The id chosen for a new workspace is taken."""

    code = "workspace.exists"
    title = "This workspace already exists"


class WorkspaceNotReady(Conflict):
    """The workspace is being imported, its import failed, or it is archived."""

    code = "workspace.not_ready"
    title = "This workspace cannot be opened now"


class FileNotFound(NotFound):
    """There is no such file or folder."""

    code = "workspace.file_not_found"
    title = "There is no such file"


class FileExists(Conflict):
    """Something is at this path already, perhaps with other capital letters."""

    code = "workspace.file_exists"
    title = "Something with this name is already there"


class PathNotAllowed(BadRequest):
    """The path leaves the working tree or cannot be used; the detail says why."""

    code = "workspace.path_not_allowed"
    title = "This path cannot be used"


class NotText(Unprocessable):
    """The file is binary or its encoding is not known."""

    code = "workspace.not_text"
    title = "This file is not text"


class TextTooLarge(TooLarge):
    """The text is larger than 5 MB: it can be shown and downloaded, not edited."""

    code = "workspace.text_too_large"
    title = "This file is too large to edit"


class CannotEncode(Unprocessable):
    """The file's encoding has no bytes for a character of the new text."""

    code = "workspace.cannot_encode"
    title = "This file's encoding cannot hold the text"


class FileNotAccessible(Forbidden):
    """The operating system does not let Sala read or write this file."""

    code = "workspace.file_not_accessible"
    title = "Sala may not read or write this file"


class FolderNotAllowed(BadRequest):
    """The folder does not exist, is no folder, or is one that Sala does not open."""

    code = "workspace.folder_not_allowed"
    title = "This folder cannot be opened"


class PatternNotValid(BadRequest):
    """The regular expression cannot be read, or uses what searching does not support."""

    code = "workspace.pattern_not_valid"
    title = "This regular expression cannot be used"


class FileChanged(Conflict):
    """The file on disk is not what the writer last saw."""

    code = "workspace.file_changed"
    title = "The file has changed on disk"


class ArchiveNotAllowed(Unprocessable):
    """The archive explodes, leaves its folder, or is not an archive; the detail says which."""

    code = "workspace.archive_not_allowed"
    title = "This archive cannot be imported"


class AddressNotAllowed(Forbidden):
    """The URL points at this machine, an internal address, a local file or an unknown scheme."""

    code = "workspace.address_not_allowed"
    title = "Sala does not import from this address"


class NotARepository(Unprocessable):
    """There is no git repository at this address."""

    code = "workspace.not_a_repository"
    title = "There is no git repository at this address"


class NothingToRetry(Conflict):
    """Only a git import that failed can be tried again."""

    code = "workspace.nothing_to_retry"
    title = "There is no failed import to try again"


class DocumentsNotWritten(Conflict):
    """Open documents could not be written to their files, so a commit would miss their text."""

    code = "workspace.documents_not_written"
    title = "Some open documents could not be written to disk"


class ConflictsRemain(Conflict):
    """Files still hold the marks of a merge conflict."""

    code = "workspace.conflicts_remain"
    title = "Resolve the conflicts first"


class NothingToCommit(Conflict):
    """The working tree is the same as the last commit."""

    code = "workspace.nothing_to_commit"
    title = "There is nothing to commit"


class WouldOverwrite(Conflict):
    """Switching would overwrite changes that are not committed."""

    code = "workspace.would_overwrite"
    title = "Commit your changes first: switching would overwrite them"


class BranchExists(Conflict):
    """A branch with this name is there already."""

    code = "workspace.branch_exists"
    title = "A branch with this name already exists"


class BranchNameNotValid(BadRequest):
    """git does not allow this name for a branch."""

    code = "workspace.branch_name_not_valid"
    title = "A branch cannot have this name"


class BranchNotFound(NotFound):
    """There is no such branch or revision."""

    code = "workspace.branch_not_found"
    title = "There is no such branch"


class GitFailed(Unavailable):
    """git refused; the detail carries its words."""

    code = "workspace.git_failed"
    title = "git could not do this"
