"""What every document log must keep of the past, beside what the document log's suite asks."""

from uuid import uuid4

from sala.collab.adapters import snapshots
from sala.collab.domain.attribution import Copied
from sala.collab.domain.files import Cause
from sala.collab.domain.ids import Span
from sala.collab.domain.taking_back import Taking
from tests.suites.document_log import ADA, BOB, WORKSPACE, DocumentLogSuite, grow, new


class DocumentHistorySuite(DocumentLogSuite):
    """Inherit, and give the fixture `store`, as for the suite it goes on from."""

    async def test_a_taking_back_is_remembered_of_its_document_alone(self, open_log):
        log = await open_log()
        one, other = await log.begin(new("a.txt")), await log.begin(new("b.txt"))
        taking = Taking([Copied(Span(5, 0, 3), 7, 11)], [Span((1 << 53) - 1, 2, 4)])
        await log.keep_taking(one.number, 5, taking)
        again = await open_log()
        assert await again.takings(one.number) == [taking]
        assert await again.takings(other.number) == []

    async def test_what_brought_an_update_is_remembered_of_its_document_alone(self, open_log):
        log = await open_log()
        one, other = await log.begin(new("a.txt")), await log.begin(new("b.txt"))
        await log.keep_cause(one.number, 1, Cause("git", ADA))
        await log.keep_cause(one.number, 2, Cause("git", None))
        again = await open_log()
        assert await again.causes(one.number) == {1: Cause("git", ADA), 2: Cause("git", None)}
        assert await again.causes(other.number) == {}

    async def test_documents_a_member_wrote_in_are_found_by_time(self, log):
        for path in ("b.txt", "a.txt", "c.txt"):
            stored = await log.begin(new(path, at=500))
            if path != "c.txt":
                await grow(log, stored, b"x", member=BOB)  # at 2000
        for since, until, paths in (
            (2_000, 2_000, ["a.txt", "b.txt"]),
            (0, 1_999, []),
            (2_001, 9_999, []),
        ):
            assert await log.written_by(WORKSPACE, BOB, since=since, until=until) == paths
        assert await log.written_by(WORKSPACE, ADA, since=0, until=9_999) == []
        assert await log.written_by(uuid4(), BOB, since=0, until=9_999) == []

    async def test_a_past_state_is_made_from_the_nearest_that_was_kept(self, log, monkeypatch):
        monkeypatch.setattr(snapshots, "EVERY", 3)
        stored = await log.begin(new())
        for sequence in range(2, 12):
            await grow(log, stored, b"%d" % sequence)
            await log.checkpoint(stored.number, sequence, b"state %d" % sequence)
        made = {n: await log.state_at(stored.number, n) for n in range(1, 12)}
        assert made == {
            1: [b"seed"],
            2: [b"seed", b"2"],
            3: [b"state 3"],
            4: [b"state 3", b"4"],
            5: [b"state 3", b"4", b"5"],
            6: [b"state 6"],
            7: [b"state 6", b"7"],
            8: [b"state 6", b"7", b"8"],
            9: [b"state 9"],
            10: [b"state 9", b"10"],
            11: [b"state 11"],
        }
