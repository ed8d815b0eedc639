"""A process whose files may not grow: it changes tables until there is no room, then gets some."""

import asyncio
import json
import resource
import sys
from pathlib import Path

from sqlalchemy import Connection, text

from sala.kernel.refusals import OutOfSpace
from sala.kernel.tables import Tables, sqlite_url

_ROOM = 400_000


def add(connection: Connection) -> None:
    connection.execute(text("INSERT INTO rows VALUES (:x)"), {"x": "x" * 20_000})


def count(connection: Connection) -> int:
    found: int = connection.execute(text("SELECT count(*) FROM rows")).scalar_one()
    return found


async def main(file: Path) -> dict[str, object]:
    tables = Tables(sqlite_url(file))
    await tables.change(lambda connection: connection.execute(text("CREATE TABLE rows (x TEXT)")))
    _, most = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (_ROOM, most))
    acknowledged = 0
    while True:
        try:
            await tables.change(add)
        except OutOfSpace as refusal:
            told: dict[str, object] = {"refusal": type(refusal).__name__}
            break
        acknowledged += 1
    told["acknowledged"] = acknowledged
    told["held"] = await tables.run(count)
    resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))
    await tables.change(add)
    told["after room was made"] = await tables.run(count)
    await tables.stop()
    return told


if __name__ == "__main__":
    sys.stdout.write(json.dumps(asyncio.run(main(Path(sys.argv[1])))))
