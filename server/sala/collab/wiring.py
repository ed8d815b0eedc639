"""Builds collab from its parts."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import structlog
from starlette.routing import Route

from sala.collab.adapters.admission import Admission, Authenticate
from sala.collab.adapters.crowd import Crowd
from sala.collab.adapters.drill_process import DrillProcess
from sala.collab.adapters.long_work import LongProcess
from sala.collab.adapters.seam import seam
from sala.collab.adapters.sqlite_documents import SqliteDocumentLog
from sala.collab.adapters.watching import FileWatch
from sala.collab.api.exports import Exports
from sala.collab.contract import (
    AnchorThread,
    DeleteComment,
    DescribeDocument,
    EditComment,
    ForgetVersion,
    GetAttribution,
    GetDrill,
    GetPastText,
    GetThread,
    GetTimeline,
    ListPresent,
    ListThreads,
    ListVersions,
    NameVersion,
    OpenThread,
    PostComment,
    PreviewTakingBack,
    RenameVersion,
    ReopenThread,
    RescueText,
    ResolveThread,
    RestoreVersion,
    StartDrill,
    TakeBack,
    TakeBackUpdates,
)
from sala.collab.domain.threads import NONE, evolve
from sala.collab.handlers.drilling import Drilling
from sala.collab.handlers.exporting import Exporting
from sala.collab.handlers.folding import Folding
from sala.collab.handlers.following import Following
from sala.collab.handlers.forgetting import Forgetting
from sala.collab.handlers.going_back import GoingBack
from sala.collab.handlers.history import History
from sala.collab.handlers.passages import Passages
from sala.collab.handlers.questions import Questions
from sala.collab.handlers.reading_threads import ReadingThreads
from sala.collab.handlers.rescuing import Rescuing
from sala.collab.handlers.rooms import Rooms
from sala.collab.handlers.seeking import Seeking
from sala.collab.handlers.threads import Threads
from sala.collab.handlers.versions import Versions
from sala.collab.ports import DocumentLog, Options, Watching
from sala.collab.projections.threads import THREADS
from sala.collab.projections.versions import VERSIONS
from sala.collab.reactions import FollowFiles, FollowSessions, reactions
from sala.kernel.contexts import Context
from sala.kernel.dispatcher import Dispatcher, Policy
from sala.kernel.events.deciders import Decider, Settled
from sala.kernel.events.log import EventLog
from sala.kernel.tables import Tables
from sala.workspace.contract import ExpectChanges, FlushDocuments

__all__ = ["CollabContext", "Listener", "Memory", "Options", "build", "document_log"]

logger = structlog.get_logger("sala.collab")

Listener = Callable[..., asyncio.Protocol]
"""What `uvicorn.run(..., ws=…)` takes."""


@dataclass(frozen=True, kw_only=True)
class Memory:
    """Where threads and versions are kept: facts in the event log, what is read in tables."""

    events: EventLog
    tables: Tables
    settled: Settled


@dataclass(frozen=True, kw_only=True)
class CollabContext:
    """The context, where uvicorn's upgrades go, and what is open here."""

    context: Context
    listener: Listener
    rooms: Rooms
    sockets: Crowd
    watch: FileWatch


def _microseconds() -> int:
    return time.time_ns() // 1000


def document_log(
    *, file: Path, database_url: str, synchronous: Literal["NORMAL", "FULL"]
) -> DocumentLog:
    """Choose the store: a SQLite file, or PostgreSQL when an address is given."""
    if database_url:
        from sala.collab.adapters.postgres_documents import (  # noqa: PLC0415 - only where used
            PostgresDocumentLog,
        )

        return PostgresDocumentLog(database_url)
    return SqliteDocumentLog(file, synchronous=synchronous)


def build(  # noqa: PLR0913 - the parts are named, and wired on one screen
    *,
    log: DocumentLog,
    dispatcher: Dispatcher,
    policy: Policy,
    authenticate: Authenticate,
    options: Options,
    caught_up: Callable[[], Awaitable[None]],
    scratch: Path,
    memory: Memory | None = None,
    others: Listener | None = None,
    watching: Watching = "notify",
    now: Callable[[], int] = _microseconds,
) -> CollabContext:
    """Wire collab. `others` takes WebSockets that are not documents; `now` is in microseconds.

    `caught_up` returns once `collab.files` has acted on every fact that was stated before, and
    raises a refusal when that takes too long. What means something to this process alone lies in
    `scratch`. Without a `memory` documents are edited, and no threads and versions are kept.
    """
    rooms = Rooms(log=log, dispatcher=dispatcher, options=options, now=now, caught_up=caught_up)
    watch = FileWatch(how=watching)
    following = Following(
        rooms,
        watch,
        seeking=Seeking(rooms, log, dispatcher),
        dispatcher=dispatcher,
        options=options,
    )
    rooms.on_change, watch.on_change = following.changed, following.look
    work = LongProcess(long=options.long_at)
    folding = Folding(log, options, work)
    rooms.on_quiet = folding.quiet
    forgetting = Forgetting(rooms, log, folding, work=work, options=options, now=now)
    questions = Questions(rooms, log)
    history = History(rooms, log, work, options)
    going_back = GoingBack(rooms, log, history)
    exports = Exports(Exporting(rooms, history, dispatcher))
    admission = Admission(rooms, authenticate=authenticate, policy=policy, options=options)
    drill = DrillProcess(scratch / "drill")
    drilling = Drilling(drill, now=now)
    tasks: list[asyncio.Task[None]] = []

    async def sweep() -> None:
        while True:
            await asyncio.sleep(options.ping_every)
            now = time.monotonic()
            for socket in admission.crowd:
                socket.sweep(now)
            try:
                await rooms.sweep()
            except Exception:
                logger.exception("idle documents could not be put away")

    async def restore() -> None:
        try:
            await rooms.restore()
        except Exception:
            logger.exception("documents of the last run could not be written")

    async def start() -> None:
        await asyncio.to_thread(drill.clear)
        await log.start()
        admission.open = True
        loop = asyncio.get_running_loop()
        works = [sweep(), restore(), folding.run(), forgetting.run()]
        tasks.extend(map(loop.create_task, works))

    async def stop() -> None:
        admission.open = False
        await drilling.stop()
        work.stop()
        for task in tasks:
            task.cancel()
        admission.crowd.hang_up()
        await rooms.stop()
        await following.stop()
        await log.stop()

    handlers: dict[Any, Any] = {
        DescribeDocument: questions.describe,
        ListPresent: questions.present,
        FlushDocuments: questions.flush,
        ExpectChanges: rooms.causes.expect,
        GetAttribution: history.attribution,
        GetTimeline: history.timeline,
        GetPastText: history.past,
        StartDrill: drilling.start,
        GetDrill: drilling.get,
        RescueText: Rescuing(rooms, history, going_back).rescue,
        RestoreVersion: going_back.restore,
        PreviewTakingBack: going_back.preview,
        TakeBack: going_back.take_back,
        TakeBackUpdates: going_back.take_back_updates,
        **(_of_threads(memory, Passages(rooms, log), dispatcher) if memory else {}),
        **(_of_versions(memory, rooms, history) if memory else {}),
    }
    return CollabContext(
        context=Context(
            name="collab",
            handlers=handlers,
            routes=[Route("/history/{workspace}/{path:path}", exports.get, methods=["GET"])],
            followers=[
                *reactions(
                    FollowFiles(rooms=rooms, log=log, questions=questions, dispatcher=dispatcher),
                    FollowSessions(admission.crowd),
                ),
                *([THREADS, VERSIONS] if memory else []),
            ],
            start=start,
            stop=stop,
        ),
        rooms=rooms,
        watch=watch,
        sockets=admission.crowd,
        listener=seam(
            admission,
            largest_message=options.largest_message,
            trusted_proxies=options.trusted_proxies,
            others=others,
        ),
    )


def _of_threads(memory: Memory, passages: Passages, dispatcher: Dispatcher) -> dict[Any, Any]:
    reading = ReadingThreads(memory.tables, passages, dispatcher)
    threads = Threads(
        Decider(memory.events, initial=NONE, evolve=evolve, settled=memory.settled),
        memory.tables,
        passages=passages,
        reading_threads=reading,
        dispatcher=dispatcher,
    )
    return {
        ListThreads: reading.all,
        GetThread: reading.get,
        OpenThread: threads.open,
        AnchorThread: threads.anchor,
        PostComment: threads.post,
        EditComment: threads.edit,
        DeleteComment: threads.delete,
        ResolveThread: threads.resolve,
        ReopenThread: threads.reopen,
    }


def _of_versions(memory: Memory, rooms: Rooms, history: History) -> dict[Any, Any]:
    versions = Versions(
        rooms,
        history,
        events=memory.events,
        tables=memory.tables,
        settled=memory.settled,
    )
    return {
        NameVersion: versions.name,
        RenameVersion: versions.rename,
        ForgetVersion: versions.forget,
        ListVersions: versions.every,
    }
