"""An installation that was lived in: `python -m tests.upgrading.lived_in` makes the fixture anew.

Do so only before the first release: afterwards the archive shows what people really have on disk.
"""

import asyncio
import tempfile
from pathlib import Path
from uuid import UUID

from sala.kernel import settings
from sala.kernel.backup import backup
from tests.collab import editors as nodes
from tests.gateway.houses import Running, running

FIXTURE = Path(__file__).parent / "first-version.tar.gz"
EVERYTHING = ("identity", "workspace", "collab")
WORKSPACE = UUID("019aa8b4-5f3e-7c21-9d55-0d6e6f1b2c3d")
FILE, TYPED = "ศาลา.md", "# Sala\n\nทุกคนพิมพ์พร้อมกัน\n"


async def live_in(sala: Running) -> None:
    """Sign in, make a workspace, type into a file of it together, commit, invite somebody."""
    token = await sala.claim()
    workspace = str(WORKSPACE)
    await sala.send("workspace.create-workspace", workspace=workspace, name="The pavilion")
    await sala.send("workspace.create-file", workspace=workspace, path=FILE, text="# Sala\n")
    editors = nodes.Editors(sala.url.replace("http", "ws") + "/collab")
    await editors.start()
    await editors.open("ada", f"{WORKSPACE}/{FILE}", token)
    await editors("insert", id="ada", at=-1, text=TYPED.removeprefix("# Sala\n"))
    await editors.open("bob", f"{WORKSPACE}/{FILE}", token)
    await editors("reads", id="bob", text=TYPED)
    await editors.stop()
    await sala.send("workspace.make-commit", workspace=workspace, message="Begin")
    await sala.send("identity.invite", invitation=workspace, role="editor", note="for Bob")


async def look(sala: Running) -> dict[str, object]:
    """Say what somebody who signs in finds."""
    await sala.send("identity.sign-in", email="ada@example.org", password="korrekt horse 42")
    workspace = str(WORKSPACE)
    token = next(cookie.value for cookie in sala.session.cookie_jar)
    editors = nodes.Editors(sala.url.replace("http", "ws") + "/collab")
    await editors.start()
    await editors.open("ada", f"{WORKSPACE}/{FILE}", token)
    read = await editors("text", id="ada")
    await editors.stop()
    return {
        "members": [one["name"] for one in await sala.send("identity.list-members")],
        "invitations": [one["note"] for one in await sala.send("identity.list-invitations")],
        "workspaces": [one["name"] for one in await sala.send("workspace.list-workspaces")],
        "commits": [
            one["summary"] for one in await sala.send("workspace.list-commits", workspace=workspace)
        ],
        "document": read["text"],
        "file": (await sala.send("workspace.read-text", workspace=workspace, path=FILE))["text"],
    }


FOUND = {
    "members": ["Ada"],
    "invitations": ["for Bob"],
    "workspaces": ["The pavilion"],
    "document": TYPED,
    "file": TYPED,
}


async def make() -> None:
    nodes.install()
    FIXTURE.unlink(missing_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder) / "data"
        async with running(data, only=EVERYTHING) as sala:
            await live_in(sala)
        backup(settings.read({}, data=data), FIXTURE)
    FIXTURE.chmod(0o644)


if __name__ == "__main__":
    asyncio.run(make())
