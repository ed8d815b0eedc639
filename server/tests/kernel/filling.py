"""A process whose files may not grow: it appends until there is no room, then room is made."""

import asyncio
import json
import resource
import sys
from pathlib import Path

from sala.kernel.events.sqlite import SqliteEventLog
from sala.kernel.refusals import OutOfSpace
from tests.kernel.facts import TYPES, Noted

_ROOM = 400_000


async def main(file: Path) -> dict[str, object]:
    log = SqliteEventLog(file, TYPES)
    await log.start()
    _, most = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (_ROOM, most))
    acknowledged = 0
    fact = Noted(text="x" * 20_000)
    while True:
        try:
            await log.append("a", [fact], expected=acknowledged)
        except OutOfSpace as refusal:
            told: dict[str, object] = {"refusal": type(refusal).__name__}
            break
        acknowledged += 1
    told["acknowledged"] = acknowledged
    told["held"] = await log.head()
    told["readable while full"] = len(await log.read("a"))
    resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))
    told["after room was made"] = await log.append("a", [fact], expected=acknowledged)
    await log.stop()
    return told


if __name__ == "__main__":
    sys.stdout.write(json.dumps(asyncio.run(main(Path(sys.argv[1])))))
