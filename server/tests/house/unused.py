"""Finds code that nothing uses, with vulture; what others call by name is said here."""

import fnmatch
import sys
from pathlib import Path

from vulture import Vulture

SERVER = Path(__file__).resolve().parents[2]

CALLED_BY_OTHERS = (
    # asyncio's and picows's protocols
    "connection_made", "connection_lost", "data_received", "eof_received",
    "pause_writing", "resume_writing", "on_ws_*",
    # uvicorn, logging
    "capture_signals", "disabled", "handle_exit", "should_exit",
    "isEnabledFor", "debug", "response_complete",
    "waiting_for_100_continue", "timeout_keep_alive_task", "__class__",
    "on_response_complete", "total_requests",
    # SQLAlchemy, sqlite3, psycopg
    "impl", "cache_ok", "process_bind_param", "process_result_value", "isolation_level",
    "row_factory", "prepare_threshold",
    # pygit2, tarfile
    "readinto", "checkout_*", "template_path", "owner_validation", "uname", "gname",
    "transfer_progress", "credentials", "certificate_check", "sideband_progress", "update_tips",
    # ast and html.parser visitors
    "visit_*", "handle_*",
    # a task and a subscription are held so that they are not collected while they run
    "_leaving", "_watching",
    # the benchmarks read it
    "connections",
    # __exit__ and __aexit__ are given three arguments
    "exc_type", "exc", "trace", "traceback",
)  # fmt: skip
"""Names that a library calls or reads."""

READ_BY_CLIENTS = ("contract/*", "contract.py", "kernel/access.py")
"""What is said on the wire: its fields are read by TypeScript, and by anybody's program."""


def unused(server: Path) -> list[str]:
    """Name what nothing uses, largest first: `file:line: unused function 'x'`."""
    found = Vulture(ignore_names=list(CALLED_BY_OTHERS))
    found.scavenge([str(server / "sala")], exclude=["*/webapp/*", "*/migrations/versions/*"])
    return [
        f"{Path(item.filename).relative_to(server)}:{item.first_lineno}: {item.message}"
        for item in found.get_unused_code(min_confidence=60, sort_by_size=True)
        if not _is_on_the_wire(Path(item.filename))
    ]


def _is_on_the_wire(file: Path) -> bool:
    inside = Path(file).as_posix().partition("/sala/")[2]
    return any(fnmatch.fnmatch(inside, f"*{pattern}") for pattern in READ_BY_CLIENTS)


if __name__ == "__main__":
    faults = unused(SERVER)
    sys.stdout.write("".join(f"{fault}\n" for fault in faults))
    sys.exit(bool(faults))
