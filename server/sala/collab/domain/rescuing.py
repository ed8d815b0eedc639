"""Whether text written in one document has a place in another that took its path, and which.

A change is placed by the lines around it, as a person would: where they are gone, nobody can say
where it belongs, and it is better kept beside the document than put into it somewhere.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from difflib import SequenceMatcher

from sala.collab.domain.merging import Merge, line_changes, merge_both

_ALIKE = 0.5
"""How alike old and new lines must be for a change of the old ones to belong into the new."""
_SHORT = 4000
"""Characters on both sides together that are compared one by one; longer ones by line."""

Change = tuple[int, int, str]


def place(base: str, document: str, text: str) -> Merge | None:
    """Give the edits of the document that make the change from `base` to `text`; None for no place.

    Applied a second time they are none: what both made of `base` is one and the same change.
    """
    theirs = line_changes(base, document)
    if all(_has_place(base, mine, theirs) for mine in line_changes(base, text)):
        return merge_both(base, document, text)
    return None


def _has_place(base: str, mine: Change, theirs: Sequence[Change]) -> bool:
    """Tell whether a line beside a change, or one much like it, is still there."""
    start, end, text = mine
    if mine in theirs:
        return True
    if not base:
        return not theirs
    if not text:  # lines that go need a place only where there are others in their stead
        theirs = [one for one in theirs if one[2]]
    met = [one for one in theirs if one[0] < one[1] and one[0] <= end and start <= one[1]]
    overlapped = [one for one in met if max(one[0], start) < min(one[1], end)]
    if not overlapped:
        before = start > 0 and not any(one[1] == start for one in met)
        after = end < len(base) and not any(one[0] == end for one in met)
        inside = any(one[0] < start and end < one[1] for one in met)
        if not inside and (before or after or not text):
            return True
    return all(_alike(base[one[0] : one[1]], one[2]) for one in overlapped or met)


def _alike(old: str, new: str) -> bool:
    if len(old) + len(new) <= _SHORT:
        return SequenceMatcher(None, old, new, autojunk=False).ratio() >= _ALIKE
    ours, theirs = Counter(old.splitlines()), Counter(new.splitlines())
    shared = (ours & theirs).total()
    return 2 * shared >= _ALIKE * (ours.total() + theirs.total())
