"""How collab says no."""

from __future__ import annotations

from sala.kernel.refusals import Conflict, Forbidden, NotFound, Unprocessable


class NoPlaceForText(Conflict):
    """The lines around some of the text are not in the new document; nothing was changed."""

    code = "collab.no_place_for_text"
    title = "Your text has no place in the new file"


class NoSuchUpdate(NotFound):
    """The document has not had this many updates."""

    code = "collab.no_such_update"
    title = "The document has no such update"


class PastNotReadable(Conflict):
    """The document's log holds an update that cannot be taken in, or waits for one that is lost."""

    code = "collab.past_not_readable"
    title = "A part of this file's past cannot be read"


class HistoryForgotten(NotFound):
    """What is asked for is older than history is kept here; the detail says how long that is."""

    code = "collab.history_forgotten"
    title = "This is older than the history that is kept"


class DocumentNotFound(NotFound):
    """No document and no file is at this path."""

    code = "collab.document_not_found"
    title = "There is no such document"


class ReadOnly(Forbidden):
    """A reader's edit was refused."""

    code = "collab.read_only"
    title = "You may read here, not write"


class NotEditable(Unprocessable):
    """The file is binary or too large to be edited together; the detail says which."""

    code = "collab.not_editable"
    title = "This file cannot be edited here"


class ThreadNotFound(NotFound):
    """No thread of this workspace has this id."""

    code = "collab.thread_not_found"
    title = "There is no such thread"


class ThreadExists(Conflict):
    """Another thread has this id."""

    code = "collab.thread_exists"
    title = "A thread with this id is there already"


class ThreadFull(Conflict):
    """So much was said or changed in the thread that it takes no more."""

    code = "collab.thread_full"
    title = "This thread is full"


class CommentNotFound(NotFound):
    """No comment of the thread has this id, or it was deleted."""

    code = "collab.comment_not_found"
    title = "There is no such comment"


class CommentExists(Conflict):
    """Another comment of the thread has this id."""

    code = "collab.comment_exists"
    title = "A comment with this id is there already"


class CommentEmpty(Unprocessable):
    """Nothing but spaces was said."""

    code = "collab.comment_empty"
    title = "A comment needs a word"


class TooManyMentions(Unprocessable):
    """More members are mentioned in one comment than are read with care."""

    code = "collab.too_many_mentions"
    title = "Too many members are mentioned"


class NotYourComment(Forbidden):
    """Only its author changes a comment or takes it back."""

    code = "collab.not_your_comment"
    title = "Only its author may do this"


class AnchorNotValid(Unprocessable):
    """An anchor is no position in a document's text."""

    code = "collab.anchor_not_valid"
    title = "This is not a passage of the document"


class AnchorUnknown(Conflict):
    """The passage holds letters that have not arrived here yet."""

    code = "collab.anchor_unknown"
    title = "The passage has not arrived here yet"


class PassageGone(Conflict):
    """The passage was deleted meanwhile."""

    code = "collab.passage_gone"
    title = "The passage is gone"


class DocumentReplaced(Conflict):
    """The passage is of another document or epoch than the one that is at this path now."""

    code = "collab.document_replaced"
    title = "This file's document is another one now"


class NoSuchVersion(NotFound):
    """The document has no version with this id."""

    code = "collab.no_such_version"
    title = "The document has no such version"


class VersionExists(Conflict):
    """The id stands for another version already."""

    code = "collab.version_exists"
    title = "This version is already there"


class VersionNameNotValid(Unprocessable):
    """The name has no letters, or characters that would garble a page."""

    code = "collab.version_name_not_valid"
    title = "A version cannot have this name"


class DrillRunning(Conflict):
    """One drill at a time: another one has not ended."""

    code = "collab.drill_running"
    title = "A drill is running already"
