"""What collab needs from outside: a log of documents, and sockets to write to."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Literal, NamedTuple, Protocol
from uuid import UUID

from sala.collab.domain.files import Cause
from sala.collab.domain.parts import Rest
from sala.collab.domain.segments import Segment
from sala.collab.domain.taking_back import Taking
from sala.workspace.contract import TEXT_LIMIT

Committed = Callable[["int | BaseException"], None]
"""Called on the event loop with the last durable sequence, or with what went wrong."""


@dataclass(frozen=True, slots=True)
class Written:
    """An update as the log keeps it. `at` is in microseconds since 1970; member None is Sala."""

    sequence: int
    member: UUID | None
    at: int
    data: bytes


class Batch(NamedTuple):
    """Updates of one document that become durable together.

    `first` is the sequence of the first; `fresh` are client ids to bind to members.
    """

    number: int
    first: int
    at: int
    updates: Sequence[tuple[UUID | None, bytes]]
    fresh: Sequence[tuple[int, UUID | None]] = ()


@dataclass(frozen=True, slots=True)
class SeenFile:
    """The file with this SHA-256 held the document's text as of `sequence`.

    `writing` is the sequence of a write that was begun and not heard of since; 0 for none. After
    a change on disk came in, and until the next write, the file's text is none the document ever
    had: then it is `text`.
    """

    digest: str
    sequence: int
    writing: int = 0
    text: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Stored:
    """A document as the log knows it: its last checkpoint and what came after.

    `number` is the log's own short key, `owners` maps client ids to members. Updates up to `folded`
    lie in a segment. `rest` is a long checkpoint in parts.
    """

    number: int
    document: UUID
    workspace: UUID
    path: str
    epoch: int
    sequence: int
    checkpoint: bytes
    rest: Rest | None = None
    folded: int = 0
    updates: Sequence[bytes] = ()
    owners: dict[int, UUID | None] = field(default_factory=dict)
    file: SeenFile | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NewDocument:
    """A document to begin: seeded by the server from a file with this digest."""

    document: UUID
    workspace: UUID
    path: str
    epoch: int
    client: int
    seed: bytes
    digest: str
    at: int


class DocumentLog(Protocol):
    """Where documents live. `suites/document_history.py` says what every adapter must do."""

    async def start(self) -> None:
        """Open the store."""

    async def stop(self) -> None:
        """Write what is queued and close."""

    async def find(self, workspace: UUID, path: str) -> Stored | None:
        """Load the document at a path; None when there never was one, or it was deleted."""

    async def begin(self, new: NewDocument) -> Stored:
        """Make a document with its seed as sequence 1; give the one already there if there is."""

    def soon(self, flush: Callable[[], None]) -> None:
        """Call back at the end of the loop's tick: what is appended then is committed together."""

    def append(self, batch: Batch, done: Committed) -> None:
        """Queue a batch. `done` hears of it once it is durable, or that nothing of it is."""

    async def checkpoint(self, number: int, sequence: int, state: bytes) -> None:
        """Keep the merged state as of a sequence, for loading; now and then one for good."""

    async def saw_file(self, number: int, seen: SeenFile) -> None:
        """Remember what file the document was last equal to; a write begun before is over."""

    async def begin_write(self, number: int, sequence: int) -> None:
        """Remember, before the file is replaced, as of which sequence its text will be."""

    async def unwritten(self) -> list[tuple[UUID, str]]:
        """Give workspace and path of every document with updates newer than its file."""

    async def history(self, number: int, *, after: int, limit: int) -> list[Written]:
        """Read updates in order, each with its member and time: those that are not folded."""

    async def segment(self, number: int) -> Segment | None:
        """Read what was folded of a document."""

    async def fold(self, number: int, segment: Segment, rest: Rest | None = None) -> None:
        """Put a segment, and what to open it from, in the place of updates, or change nothing.

        Fails, with nothing changed, unless it holds what was folded before and what follows it.
        """

    async def unfolded(self, least: int) -> list[int]:
        """Name documents with at least so many updates that are not folded."""

    async def forgotten(self, number: int) -> int:
        """Give the last update of which nothing is known any more; 0 for none."""

    async def outdated(self, before: int) -> dict[int, int]:
        """Name documents with something older than a time, in µs, and the last to be forgotten."""

    async def state_at(self, number: int, sequence: int) -> list[bytes]:
        """Give updates that together make the state as of a sequence."""

    async def keep_taking(self, number: int, client: int, taking: Taking) -> None:
        """Remember, before it is appended, what a taking back under a new client id does."""

    async def takings(self, number: int) -> list[Taking]:
        """Give what the takings back of a document left behind."""

    async def keep_cause(self, number: int, sequence: int, cause: Cause) -> None:
        """Remember what brought an update from disk."""

    async def causes(self, number: int) -> dict[int, Cause]:
        """Give what brought updates from disk, by sequence, where it is known."""

    async def written_by(
        self, workspace: UUID, member: UUID | None, *, since: int, until: int
    ) -> list[str]:
        """Give the paths of documents a member, or nobody, wrote in at a time: from, to, in µs."""

    async def move(self, position: int, workspace: UUID, source: str, target: str) -> bool:
        """Follow a file or folder to another path; tell whether the position was new."""

    async def bury(self, position: int, workspace: UUID, path: str, deletion: UUID) -> bool:
        """Let go of the path of a deleted file, or of all under a folder; once a position."""

    async def unbury(self, position: int, workspace: UUID, path: str, deletion: UUID) -> bool:
        """Give documents their paths back after a deletion was undone; once a position."""

    async def authors(self, workspace: UUID) -> list[UUID]:
        """Name who wrote since the last commit, in the order they began."""

    async def credit(self, position: int, workspace: UUID, marks: dict[str, int]) -> None:
        """Say that the text at these paths was committed as of these sequences."""

    async def sequences(self, workspace: UUID) -> dict[str, int]:
        """Give the last sequence of every document of a workspace, by path."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """What can be set about documents. Times are in seconds, sizes in bytes."""

    largest_message: int = 8 * 1024 * 1024
    largest_awareness: int = 16 * 1024
    largest_queue: int = 64 * 1024 * 1024
    largest_text: int = TEXT_LIMIT
    """In bytes of UTF-8."""
    frames_per_second: int = 1_000
    frames_at_once: int = 10_000
    bytes_per_second: int = 2_000_000
    bytes_at_once: int = 64_000_000
    awareness_per_second: int = 200
    awareness_at_once: int = 2_000
    connections_per_address: int = 600
    connections_per_member: int = 200
    write_after: float = 0.3
    write_within: float = 3.0
    apply_after: float = 1.0
    apply_at: int = 64
    checkpoint_at: int = 1000
    fold_at: int = 500  # updates of a quiet document: then they are folded into a segment
    fold_busy_at: int = 10_000  # while somebody types
    long_at: int = 256 * 1024  # bytes of updates, or folded: worked on elsewhere
    history_days: int = 0
    """How long it is known who did what, and what was deleted. 0: for ever."""
    evict_after: float = 10.0
    linger: float = 60.0
    ping_every: float = 10.0
    believe_after: float = 0.3
    """How long a file must be gone, or empty, before that is believed."""
    seek_again_after: float = 2.0
    """How long after a file went it is looked for once more under another name."""
    drain_within: float = 30.0
    crowd: int = 50
    origins: frozenset[str] = frozenset()
    trusted_proxies: frozenset[str] = frozenset()
    """Addresses whose X-Forwarded-For is believed."""


Watching = Literal["notify", "poll"]
"""How changes on disk are noticed: the system tells, or the files are looked at again and again."""


Stamp = tuple[int, int]
"""When a file was last changed, in nanoseconds since 1970, and its size in bytes."""


class Watch(Protocol):
    """Tells which of a set of files may have changed on disk."""

    def watch(self, files: Iterable[tuple[str, str]]) -> None:
        """Watch these files and no others: each a folder's root, and a path below it."""

    def stop(self) -> None:
        """Watch nothing."""


class Peer(Protocol):
    """A connection to a room, as the room sees it."""

    member: UUID | None
    """Who it is."""
    name: str
    """The member's id as text: the stamp on awareness states."""
    session: str
    writable: bool
    acknowledged: bool
    """Whether it asked for Sala's own messages."""
    durable: int
    """How many of its update-carrying messages are durable."""
    own: bytes
    """The client id it last wrote under, as a variable-length number; empty before."""
    behind: bytes | None
    """The state vector it was last sent everything of, while it does not keep up."""
    asked: bool
    """Whether it sent a step 1 while it did not keep up."""
    write: Callable[[bytes], object]
    """Send finished frames."""

    def close(self, code: int, reason: str) -> None:
        """Say why, leave the room and hang up."""


class Place(Protocol):
    """What a socket talks to: a room, or the presence of a workspace."""

    def join(self, peer: Peer) -> None:
        """Greet a peer."""

    def leave(self, peer: Peer) -> None:
        """Forget a peer."""

    def update(self, peer: Peer, message: bytes, update: bytes) -> None:
        """Take an update."""

    def step_1(self, peer: Peer, vector: bytes) -> None:
        """Answer a state vector."""

    def step_2(self, peer: Peer, update: bytes) -> None:
        """Take the answer to ours."""

    def hear(self, peer: Peer, message: bytes) -> None:
        """Take awareness."""

    def tell(self, peer: Peer) -> None:
        """Answer a question for awareness."""

    def pause(self, peer: Peer) -> None:
        """Stop sending to a peer."""

    def resume(self, peer: Peer) -> None:
        """Catch a peer up."""
