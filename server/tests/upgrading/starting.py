"""Starts Sala on a data directory and says what somebody who signs in finds."""

import asyncio
import json
import sys
from pathlib import Path

import sala
from tests.gateway.houses import running
from tests.upgrading.lived_in import EVERYTHING, look


async def main(data: Path) -> None:
    async with running(data, only=EVERYTHING) as house:
        found = await look(house)
    told = {"sala": str(Path(sala.__file__).parents[1]), "found": found}
    sys.stdout.write("\n" + json.dumps(told) + "\n")


if __name__ == "__main__":
    asyncio.run(main(Path(sys.argv[1])))
