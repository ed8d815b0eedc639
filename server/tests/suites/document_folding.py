"""What every document log must keep of updates that were folded into a segment."""

import asyncio

import pycrdt
import pytest

from sala.collab.adapters import segments, snapshots
from sala.collab.adapters.segments import NotThere
from sala.collab.domain.attribution import Change, text_of
from sala.collab.domain.files import Cause
from sala.collab.domain.folding import fold
from sala.collab.domain.forgetting import forget
from sala.collab.domain.parts import Rest, clocks_at, cut_in_parts
from sala.collab.domain.replica import collected
from sala.collab.domain.segments import Segment, past_of, unpacked_state
from sala.collab.ports import Batch, DocumentLog, SeenFile, Stored
from tests.suites.document_history import DocumentHistorySuite
from tests.suites.document_log import ADA, BOB, WORKSPACE, append, new

WORDS = ["one ", "two ", "three ", "four ", "five ", "six "]


def updates(words=WORDS) -> list[bytes]:
    """Give a seed and updates of one editor, who types words and deletes a letter of each."""
    doc: pycrdt.Doc[pycrdt.Text] = pycrdt.Doc(client_id=7)
    content = doc.get("content", type=pycrdt.Text)
    content += "seed "
    found = [doc.get_update()]
    doc.observe(lambda event: found.append(event.update))
    for word in words:
        content += word
        del content[len(content) - 2 : len(content) - 1]
    return found


async def written(log: DocumentLog, path: str = "a.txt", *, upto: int = 99) -> Stored:
    """Begin a document and have Ada and Bob write in it by turns, a second apart."""
    seed, *later = updates()
    stored = await log.begin(new(path, seed=seed, at=1_000_000))
    for sequence, data in enumerate(later[: upto - 1], 2):
        member = ADA if sequence % 4 < 2 else BOB
        await append(log, Batch(stored.number, sequence, sequence * 1_000_000, [(member, data)]))
    return stored


async def made(log: DocumentLog, number: int, last: int) -> Segment:
    """Make the segment up to an update, on top of what was folded before."""
    before = await log.segment(number)
    after = before.sequence if before else 0
    rows = await log.history(number, after=after, limit=last - after)
    return fold(before, [Change(one.sequence, one.member, one.at, one.data) for one in rows])


async def folded(log: DocumentLog, number: int, last: int) -> None:
    await log.fold(number, await made(log, number, last))


async def text_at(log: DocumentLog, number: int, sequence: int) -> str:
    doc: pycrdt.Doc[pycrdt.Text] = pycrdt.Doc()
    for data in await log.state_at(number, sequence):
        doc.apply_update(data)
    return str(doc.get("content", type=pycrdt.Text))


def texts() -> list[str]:
    """Give the text after each update."""
    doc: pycrdt.Doc[pycrdt.Text] = pycrdt.Doc()
    found = []
    for data in updates():
        doc.apply_update(data)
        found.append(str(doc.get("content", type=pycrdt.Text)))
    return found


class DocumentFoldingSuite(DocumentHistorySuite):
    """Inherit, and give the fixture `store`, as for the suites it goes on from."""

    async def test_nothing_is_folded_of_a_document_that_only_grew(self, log):
        stored = await written(log)
        assert await log.segment(stored.number) is None
        assert (await log.find(WORKSPACE, "a.txt")).folded == 0

    async def test_what_was_folded_is_read_back_and_no_more_in_the_log(self, log, open_log):
        stored = await written(log)
        segment = await made(log, stored.number, 8)
        await log.fold(stored.number, segment)
        again = await open_log()
        assert await again.segment(stored.number) == segment
        left = await again.history(stored.number, after=0, limit=99)
        assert [one.sequence for one in left] == [9, 10, 11, 12, 13]

    async def test_a_document_is_loaded_from_a_segment_and_what_follows(self, log):
        stored = await written(log)
        await log.checkpoint(stored.number, 5, b"older than the segment")
        await folded(log, stored.number, 8)
        found = await log.find(WORKSPACE, "a.txt")
        segment = await log.segment(stored.number)
        assert (found.sequence, found.folded, len(found.updates)) == (13, 8, 5)
        assert found.checkpoint == collected(unpacked_state(segment.state))
        assert text_of(found.checkpoint) == texts()[7]
        await log.checkpoint(stored.number, 8, b"no newer than the segment")
        assert await log.find(WORKSPACE, "a.txt") == found
        await log.checkpoint(stored.number, 11, b"newer")
        found = await log.find(WORKSPACE, "a.txt")
        assert (found.checkpoint, found.sequence, len(found.updates)) == (b"newer", 13, 2)

    async def test_a_document_that_is_folded_to_its_end_goes_on_where_it_was(self, log):
        stored = await written(log)
        await folded(log, stored.number, 13)
        found = await log.find(WORKSPACE, "a.txt")
        assert (found.sequence, found.folded, list(found.updates)) == (13, 13, [])
        assert found.owners == stored.owners
        assert await log.sequences(WORKSPACE) == {"a.txt": 13}
        assert await log.unwritten() == [(WORKSPACE, "a.txt")]
        assert await append(log, Batch(stored.number, 14, 0, [(ADA, b"\x00\x00")])) == 14
        assert (await log.find(WORKSPACE, "a.txt")).sequence == 14

    async def test_every_past_state_is_made_of_what_was_folded_and_what_was_not(
        self, log, monkeypatch
    ):
        monkeypatch.setattr(snapshots, "EVERY", 3)
        stored = await written(log)
        for last in (4, 5, 10):
            await folded(log, stored.number, last)
            told = [await text_at(log, stored.number, n) for n in range(1, 14)]
            assert told == texts()

    async def test_folding_goes_on_from_what_was_folded(self, log):
        stored = await written(log)
        for last in (1, 3, 9, 13):
            await folded(log, stored.number, last)
        once = await written(log, "b.txt")
        await folded(log, once.number, 13)
        by_parts, at_once = [await log.segment(one.number) for one in (stored, once)]
        assert by_parts.stretches == at_once.stretches
        parts, whole = past_of(by_parts), past_of(at_once)
        assert sorted(parts.record.written) == sorted(whole.record.written)
        assert sorted(parts.record.deleted) == sorted(whole.record.deleted)

    async def test_what_does_not_follow_is_not_put_in_the_place_of_anything(self, log):
        stored = await written(log)
        late, early = [await made(log, stored.number, last) for last in (9, 4)]
        await log.fold(stored.number, late)
        for wrong in (early, late, late._replace(sequence=99)):
            with pytest.raises(NotThere):
                await log.fold(stored.number, wrong)
        assert await log.segment(stored.number) == late
        assert len(await log.history(stored.number, after=0, limit=99)) == 4

    async def test_a_document_is_folded_while_it_grows(self, log):
        stored = await written(log, upto=7)
        segment = await made(log, stored.number, 7)
        later = [
            append(log, Batch(stored.number, sequence, 0, [(ADA, data)]))
            for sequence, data in enumerate(updates()[7:], 8)
        ]
        await asyncio.gather(*later[:3], log.fold(stored.number, segment), *later[3:])
        found = await log.find(WORKSPACE, "a.txt")
        assert (found.sequence, found.folded) == (13, 7)
        assert await text_at(log, stored.number, 13) == texts()[-1]

    async def test_authors_and_their_documents_are_found_in_what_was_folded(self, log):
        stored = await written(log)
        other = await written(log, "b.txt", upto=3)
        before = await log.authors(WORKSPACE)
        spans = [(2_000_000, 3_000_000), (5_500_000, 6_000_000), (14_000_000, 15_000_000)]

        async def wrote() -> list[list[str]]:
            return [
                await log.written_by(WORKSPACE, member, since=since, until=until)
                for member in (ADA, BOB)
                for since, until in spans
            ]

        told = await wrote()
        await folded(log, stored.number, 9)
        await folded(log, other.number, 3)
        assert await log.authors(WORKSPACE) == before
        assert await wrote() == told
        await log.credit(1, WORKSPACE, {"a.txt": 11, "b.txt": 3})
        assert await log.authors(WORKSPACE) == [ADA]
        await folded(log, stored.number, 13)
        assert await log.authors(WORKSPACE) == [ADA]
        await log.credit(2, WORKSPACE, {"a.txt": 13})
        assert await log.authors(WORKSPACE) == []

    async def test_documents_with_much_to_fold_are_named(self, log):
        long, short = await written(log), await written(log, "b.txt", upto=4)
        assert sorted(await log.unfolded(4)) == [long.number, short.number]
        assert await log.unfolded(5) == [long.number]
        await folded(log, long.number, 10)
        assert await log.unfolded(4) == [short.number]

    async def test_what_was_folded_and_not_yet_taken_away_says_the_same_and_goes_later(
        self, log, open_log, monkeypatch
    ):
        stored = await written(log)

        async def known() -> list[object]:
            found = await log.find(WORKSPACE, "a.txt")
            return [
                found.sequence,
                text_of(found.checkpoint) if found.folded else "",
                [await text_at(log, stored.number, n) for n in range(1, 14)],
                await log.authors(WORKSPACE),
                await log.written_by(WORKSPACE, ADA, since=2_000_000, until=3_000_000),
                await log.sequences(WORKSPACE),
            ]

        before = await known()
        with monkeypatch.context() as died:
            died.setattr(segments, "clear", lambda *_: False)
            await folded(log, stored.number, 10)
        assert len(await log.history(stored.number, after=0, limit=99)) == 13
        assert await known() == [before[0], texts()[9], *before[2:]]
        monkeypatch.setattr(segments, "_CLEARED", 3)
        again = await open_log()
        assert await again.unfolded(4) == []
        left = await again.history(stored.number, after=0, limit=99)
        assert [one.sequence for one in left] == [11, 12, 13]
        await folded(again, stored.number, 13)
        assert await again.history(stored.number, after=0, limit=99) == []

    async def test_what_is_forgotten_is_in_no_row_and_the_rest_is_as_it_was(self, log, open_log):
        stored = await written(log)
        number = stored.number
        for sequence in (4, 11):
            await log.keep_cause(number, sequence, Cause("git", ADA))
        await log.saw_file(number, SeenFile("", 9))
        assert await log.outdated(2_000_000) == {}
        assert await log.outdated(2_000_001) == {number: 9}
        await folded(log, number, 13)
        assert await log.outdated(3_000_001) == {number: 9}
        whole = await log.segment(number)
        left = forget(whole, before=8_500_000, most=9)
        assert left.forgotten == 7
        await log.fold(number, left)
        again = await open_log()
        assert await again.segment(number) == left
        assert await again.forgotten(number) == 7
        assert await again.causes(number) == {11: Cause("git", ADA)}
        assert [await text_at(again, number, n) for n in range(7, 14)] == texts()[6:]
        assert await again.written_by(WORKSPACE, ADA, since=0, until=7_999_999) == []
        assert await again.outdated(8_500_000) == {}
        assert await again.outdated(9_500_000) == {number: 9}
        with pytest.raises(NotThere):
            await again.fold(number, whole)

    async def test_a_document_is_loaded_in_the_parts_that_were_kept_of_it(self, log, open_log):
        stored = await written(log)
        segment = await made(log, stored.number, 8)
        state = collected(unpacked_state(segment.state))
        clocks = clocks_at(past_of(segment).record.written, [3, 5])
        rest = Rest(state, cut_in_parts(state, clocks))
        await log.fold(stored.number, segment, rest)
        again = await open_log()
        found = await again.find(WORKSPACE, "a.txt")
        assert (found.rest, found.checkpoint, len(found.updates)) == (rest, state, 5)
        assert await text_at(again, stored.number, 11) == texts()[10]
        left = forget(segment, before=4_500_000, most=8)
        assert left.forgotten
        await again.fold(stored.number, left)
        assert (await again.find(WORKSPACE, "a.txt")).rest == rest
        await again.checkpoint(stored.number, 11, b"newer")
        assert (await again.find(WORKSPACE, "a.txt")).rest is None
        await folded(again, stored.number, 12)
        found = await again.find(WORKSPACE, "a.txt")
        assert found.rest is None
        assert text_of(found.checkpoint) == texts()[11]

    async def test_a_log_of_the_first_layout_is_read_and_can_be_folded(self, log, store, open_log):
        stored = await written(log)
        await log.stop()
        for table in ("collab_segments", "collab_stretches", "collab_forgotten"):
            self.execute(store, f"DROP TABLE {table}")
        self.execute(store, "UPDATE collab_layout SET layout = 1")
        newer = await open_log()
        assert (await newer.find(WORKSPACE, "a.txt")).sequence == 13
        await folded(newer, stored.number, 13)
        assert await text_at(newer, stored.number, 6) == texts()[5]
