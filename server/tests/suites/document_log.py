"""What every document log must do. An adapter's test class inherits this and gives it a store."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import replace
from uuid import UUID, uuid4

import pytest

from sala.collab.adapters.statements import NewerDocuments
from sala.collab.ports import Batch, DocumentLog, NewDocument, SeenFile, Stored

Open = Callable[[], Awaitable[DocumentLog]]

WORKSPACE = uuid4()
ADA, BOB = uuid4(), uuid4()


def new(path: str = "a.txt", **given) -> NewDocument:
    values = {
        "document": uuid4(),
        "workspace": WORKSPACE,
        "path": path,
        "epoch": 1,
        "client": 7,
        "seed": b"seed",
        "digest": "d1",
        "at": 1_000,
    }
    return NewDocument(**(values | given))


async def append(log: DocumentLog, batch: Batch) -> int:
    future = asyncio.get_running_loop().create_future()
    log.append(batch, future.set_result)
    answer = await future
    if isinstance(answer, BaseException):
        raise answer
    return answer


async def grow(log: DocumentLog, stored: Stored, *updates: bytes, member: UUID | None = ADA) -> int:
    found = await log.find(stored.workspace, stored.path)
    assert found is not None
    rows = [(member, update) for update in updates]
    return await append(log, Batch(stored.number, found.sequence + 1, 2_000, rows))


class DocumentLogSuite:
    """Inherit, and give the fixture `store`: an address that `make` understands."""

    def make(self, store) -> DocumentLog:
        raise NotImplementedError

    def execute(self, store, sql: str) -> None:
        raise NotImplementedError

    @pytest.fixture
    async def open_log(self, store) -> AsyncIterator[Open]:
        opened: list[DocumentLog] = []

        async def open_log() -> DocumentLog:
            log = self.make(store)
            await log.start()
            opened.append(log)
            return log

        yield open_log
        for log in opened:
            await log.stop()

    @pytest.fixture
    async def log(self, open_log: Open) -> DocumentLog:
        return await open_log()

    async def test_there_is_nothing_at_a_path_nobody_opened(self, log):
        assert await log.find(WORKSPACE, "a.txt") is None

    async def test_a_document_begins_with_its_seed(self, log):
        wanted = new()
        begun = await log.begin(wanted)
        assert begun == await log.find(WORKSPACE, "a.txt")
        assert begun.document == wanted.document
        assert (begun.epoch, begun.sequence, begun.checkpoint) == (1, 1, b"")
        assert list(begun.updates) == [b"seed"]
        assert begun.owners == {7: None}
        assert begun.file == SeenFile("d1", 1)
        [first] = await log.history(begun.number, after=0, limit=10)
        assert (first.sequence, first.member, first.at, first.data) == (1, None, 1_000, b"seed")

    async def test_beginning_twice_gives_the_first(self, log):
        first = await log.begin(new())
        second = await log.begin(new(seed=b"other", client=8))
        assert second == first

    async def test_two_who_begin_at_once_get_the_same_document(self, log):
        one, other = await asyncio.gather(log.begin(new()), log.begin(new(client=8)))
        assert one == other

    async def test_updates_are_read_back_in_order_with_who_and_when(self, log, open_log):
        begun = await log.begin(new())
        rows = [(ADA, b"one"), (BOB, b"\x00two\xff"), (None, b"three")]
        batch = Batch(begun.number, 2, 5_000, rows, [(70, ADA), (2**53 - 1, BOB)])
        assert await append(log, batch) == 4
        again = await open_log()
        found = await again.find(WORKSPACE, "a.txt")
        assert found is not None
        assert found.sequence == 4
        assert list(found.updates) == [b"seed", b"one", b"\x00two\xff", b"three"]
        assert found.owners == {7: None, 70: ADA, 2**53 - 1: BOB}
        history = await again.history(begun.number, after=1, limit=2)
        assert [(w.sequence, w.member, w.at, w.data) for w in history] == [
            (2, ADA, 5_000, b"one"),
            (3, BOB, 5_000, b"\x00two\xff"),
        ]

    async def test_a_sequence_is_written_once_and_the_others_of_the_commit_stand(self, log):
        one, other = await log.begin(new("a.txt")), await log.begin(new("b.txt"))
        results = await asyncio.gather(
            append(log, Batch(one.number, 2, 0, [(ADA, b"mine")])),
            append(log, Batch(one.number, 2, 0, [(BOB, b"yours")])),  # a second owner
            append(log, Batch(other.number, 2, 0, [(BOB, b"elsewhere")])),
            return_exceptions=True,
        )
        assert results[0] == 2
        assert isinstance(results[1], Exception)
        assert results[2] == 2
        assert [w.data for w in await log.history(one.number, after=1, limit=9)] == [b"mine"]

    async def test_a_checkpoint_shortens_loading_and_loses_no_history(self, log):
        begun = await log.begin(new())
        await grow(log, begun, b"one", b"two", b"three")
        await log.checkpoint(begun.number, 3, b"merged")
        found = await log.find(WORKSPACE, "a.txt")
        assert (found.checkpoint, list(found.updates), found.sequence) == (b"merged", [b"three"], 4)
        history = await log.history(begun.number, after=0, limit=9)
        assert [w.data for w in history] == [b"seed", b"one", b"two", b"three"]
        await log.checkpoint(begun.number, 2, b"late")
        assert (await log.find(WORKSPACE, "a.txt")).checkpoint == b"merged"

    async def test_a_fully_merged_document_keeps_its_sequence(self, log):
        begun = await log.begin(new())
        await grow(log, begun, b"one")
        await log.checkpoint(begun.number, 2, b"merged")
        assert (await log.find(WORKSPACE, "a.txt")).sequence == 2

    async def test_a_past_state_is_made_of_a_checkpoint_and_updates(self, log):
        begun = await log.begin(new())
        await grow(log, begun, b"one", b"two", b"three")
        assert await log.state_at(begun.number, 2) == [b"seed", b"one"]
        await log.checkpoint(begun.number, 3, b"merged")
        assert await log.state_at(begun.number, 2) == [b"seed", b"one"]
        assert await log.state_at(begun.number, 4) == [b"merged", b"three"]

    async def test_what_the_file_was_is_remembered_and_what_is_being_written(self, log):
        begun = await log.begin(new())
        await grow(log, begun, b"one")
        assert await log.unwritten() == [(WORKSPACE, "a.txt")]
        await log.begin_write(begun.number, 2)
        assert (await log.find(WORKSPACE, "a.txt")).file == SeenFile("d1", 1, writing=2)
        await log.saw_file(begun.number, SeenFile("d2", 2))
        assert (await log.find(WORKSPACE, "a.txt")).file == SeenFile("d2", 2)
        assert await log.unwritten() == []
        merged = SeenFile("d3", 2, text="what the file holds ศาลา\0")
        await log.saw_file(begun.number, merged)
        assert (await log.find(WORKSPACE, "a.txt")).file == merged
        assert await log.unwritten() == [(WORKSPACE, "a.txt")]
        await log.begin_write(begun.number, 3)
        assert (await log.find(WORKSPACE, "a.txt")).file == replace(merged, writing=3)
        await log.saw_file(begun.number, SeenFile("d4", 3))
        assert (await log.find(WORKSPACE, "a.txt")).file == SeenFile("d4", 3)

    async def test_documents_follow_a_folder_and_only_it(self, log):
        for path in ("src/a.txt", "src/deep/b.txt", "src2/c.txt", "src"):
            await log.begin(new(path))
        moved = await log.find(WORKSPACE, "src/deep/b.txt")
        await log.move(10, WORKSPACE, "src", "lib/new")
        assert await log.find(WORKSPACE, "src/a.txt") is None
        found = await log.find(WORKSPACE, "lib/new/deep/b.txt")
        assert found.document == moved.document
        assert await log.find(WORKSPACE, "src2/c.txt") is not None
        assert await log.find(WORKSPACE, "lib/new") is not None

    async def test_a_path_is_matched_by_itself_and_not_as_a_pattern(self, log):
        for path in ("a_b/x", "aXb/x", "100%/x", "ศาลา/x"):
            await log.begin(new(path))
        await log.move(1, WORKSPACE, "a_b", "moved")
        await log.move(2, WORKSPACE, "100%", "percent")
        await log.move(3, WORKSPACE, "ศาลา", "ไทย")
        assert await log.find(WORKSPACE, "aXb/x") is not None
        for path in ("moved/x", "percent/x", "ไทย/x"):
            assert await log.find(WORKSPACE, path) is not None

    async def test_a_fact_heard_twice_is_obeyed_once(self, log):
        first = await log.begin(new("a.txt"))
        assert await log.move(10, WORKSPACE, "a.txt", "b.txt")
        second = await log.begin(new("a.txt"))
        assert not await log.move(10, WORKSPACE, "a.txt", "b.txt")
        assert (await log.find(WORKSPACE, "a.txt")).document == second.document
        assert (await log.find(WORKSPACE, "b.txt")).document == first.document

    async def test_a_document_that_moves_while_it_is_begun_is_given_all_the_same(self, log):
        begun, moved = await asyncio.gather(
            log.begin(new("a.txt")), log.move(1, WORKSPACE, "a.txt", "b.txt")
        )
        assert moved
        assert (await log.find(WORKSPACE, "b.txt")).document == begun.document
        assert await log.find(WORKSPACE, "a.txt") is None

    async def test_a_document_in_the_way_of_a_move_lets_go_of_its_path(self, log):
        stale, moving = await log.begin(new("b.txt")), await log.begin(new("a.txt"))
        await log.move(1, WORKSPACE, "a.txt", "b.txt")
        found = await log.find(WORKSPACE, "b.txt")
        assert found.document == moving.document != stale.document

    async def test_a_deleted_document_leaves_its_path_and_comes_back_with_its_history(self, log):
        first = await log.begin(new("dir/a.txt"))
        deletion = uuid4()
        await log.bury(1, WORKSPACE, "dir", deletion)
        assert await log.find(WORKSPACE, "dir/a.txt") is None
        assert await log.unwritten() == []
        await log.unbury(2, WORKSPACE, "dir", deletion)
        assert (await log.find(WORKSPACE, "dir/a.txt")).document == first.document

    async def test_a_document_does_not_come_back_over_another(self, log):
        await log.begin(new("a.txt"))
        deletion = uuid4()
        await log.bury(1, WORKSPACE, "a.txt", deletion)
        second = await log.begin(new("a.txt"))
        await log.unbury(2, WORKSPACE, "a.txt", deletion)
        assert (await log.find(WORKSPACE, "a.txt")).document == second.document

    async def test_authors_are_those_since_what_was_committed(self, log):
        one, other = await log.begin(new("a.txt")), await log.begin(new("b.txt"))
        await grow(log, one, b"x", member=ADA)
        await grow(log, other, b"y", member=BOB)
        assert set(await log.authors(WORKSPACE)) == {ADA, BOB}
        assert await log.authors(uuid4()) == []
        marks = await log.sequences(WORKSPACE)
        assert marks == {"a.txt": 2, "b.txt": 2}
        await log.credit(5, WORKSPACE, {"a.txt": 2})
        assert await log.authors(WORKSPACE) == [BOB]
        await grow(log, one, b"z", member=ADA)
        assert set(await log.authors(WORKSPACE)) == {ADA, BOB}

    async def test_many_documents_grow_at_once(self, log):
        begun = [await log.begin(new(f"{number}.txt")) for number in range(20)]

        async def type_(stored: Stored) -> None:
            for sequence in range(2, 22):
                assert (
                    await append(log, Batch(stored.number, sequence, 0, [(ADA, b"%d" % sequence)]))
                    == sequence
                )

        await asyncio.gather(*map(type_, begun))
        for stored in begun:
            history = await log.history(stored.number, after=1, limit=100)
            assert [w.data for w in history] == [b"%d" % sequence for sequence in range(2, 22)]

    async def test_what_was_queued_is_written_before_it_stops(self, log, open_log):
        begun = await log.begin(new())
        later = await open_log()
        pending = asyncio.create_task(append(log, Batch(begun.number, 2, 0, [(ADA, b"last")])))
        await asyncio.sleep(0)
        await log.stop()
        assert await pending == 2
        assert (await later.find(WORKSPACE, "a.txt")).sequence == 2

    async def test_a_layout_of_a_newer_version_is_refused(self, log, store):
        await log.stop()
        self.execute(store, "UPDATE collab_layout SET layout = 99")
        newer = self.make(store)
        with pytest.raises(NewerDocuments, match="newer version"):
            await newer.start()
