"""Drills: a scratch Sala is hurt while pretend editors type, and what is lost is counted."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, ClassVar, Literal
from uuid import UUID

from msgspec import Meta, field

from sala.kernel.access import Access
from sala.kernel.messages import Command, Query, View


class DrillStepView(View):
    """What was counted up to one death of the scratch server, of `kills` in all.

    `seconds` is from this death until everybody had everything again.
    """

    kill: int
    kills: int
    edits: int
    acknowledged: int
    lost: int
    doubled: int
    seconds: float


class DrillFiguresView(View):
    """What a whole drill counted.

    Lost is what was acknowledged and is nowhere, doubled what is there twice; `files_apart` are
    files unlike their documents. Seconds are from a death until everybody had everything again.
    """

    edits: int
    acknowledged: int
    lost: int
    doubled: int
    files_apart: int
    cuts: int
    kills: int
    resets: int
    median_seconds: float
    longest_seconds: float


class DrillView(View):
    """The drill that runs, or the last one since this Sala started.

    `finished` has figures, which tell whether anything was lost; `failed` could not count: `why`
    says whether it `broke` or took `too_long`, and `detail` gives its own last words.
    """

    state: Literal["none", "running", "finished", "failed"] = "none"
    drill: UUID | None = None
    started: datetime | None = None
    ended: datetime | None = None
    steps: list[DrillStepView] = field(default_factory=list)
    figures: DrillFiguresView | None = None
    why: Literal["broke", "too_long"] | None = None
    detail: str = ""


class StartDrill(Command[DrillView]):
    """Begin a drill beside this Sala, on a scratch copy with data of its own.

    The caller picks the id: starting the one that is known already starts nothing.
    """

    access: ClassVar[Access] = Access.OWN
    drill: UUID
    kills: Annotated[int, Meta(ge=1, le=20)] = 3


class GetDrill(Query[DrillView]):
    """The drill that runs, with what it has counted so far, or the last one."""

    access: ClassVar[Access] = Access.OWN
