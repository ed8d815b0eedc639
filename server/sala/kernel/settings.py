"""Settings: read once from the environment and `sala.toml`, into one frozen value.

What was given on the command line wins over the environment, which wins over
`$SALA_DATA/sala.toml`, which wins over the defaults. Nothing else in Sala reads `os.environ`.
"""

from __future__ import annotations

import difflib
import os
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, Literal, TypeAlias, get_args, get_origin, get_type_hints

import msgspec
from msgspec import Meta

from sala.kernel.messages import FrozenMeta
from sala.kernel.tables import sqlite_url

FILE = "sala.toml"

Port: TypeAlias = Annotated[int, Meta(ge=0, le=65535)]
Days: TypeAlias = Annotated[int, Meta(ge=1, le=3650)]
Seconds: TypeAlias = Annotated[float, Meta(gt=0, le=86_400)]
Bytes: TypeAlias = Annotated[int, Meta(ge=1)]
Count: TypeAlias = Annotated[int, Meta(ge=1)]


class SettingsError(ValueError):
    """A setting cannot be used; the text names where it stands, its key, and what is allowed."""


class Slice(msgspec.Struct, metaclass=FrozenMeta, frozen=True, kw_only=True):
    """One concern's settings: a table of `sala.toml`."""


class ServerSettings(Slice):
    """`[server]`: where Sala listens and under which address it is known."""

    host: str = "127.0.0.1"
    port: Port = 8000
    public_url: str = ""  # behind a reverse proxy: what browsers see, e.g. https://sala.example.org
    allowed_origins: list[str] = []  # further origins whose pages may call Sala
    trusted_proxies: list[str] = []  # addresses whose X-Forwarded-* headers are believed
    certificate: str = ""  # a PEM file; TLS is on when it and `key` are given
    key: str = ""
    peers: list[str] = []  # processes that run other contexts: collab=http://127.0.0.1:8101
    requests_per_second: Count = 100  # from one address, twenty times as many at once
    web: str = ""  # the built web app's folder, or the address of `next dev`; empty: our own


class StorageSettings(Slice):
    """`[storage]`: where facts, documents and read tables live."""

    database_url: str = ""  # postgresql://…; empty: SQLite files in the data directory
    # FULL survives a power cut, NORMAL the death of every process but not of the machine.
    synchronous: Literal["NORMAL", "FULL"] = "FULL"

    def __repr__(self) -> str:
        """Leave the address out: it may hold a password."""
        where = "a database" if self.database_url else "files"
        return f"StorageSettings({where}, synchronous={self.synchronous!r})"


class LogSettings(Slice):
    """`[logs]`: how much is said, and in which form."""

    level: Literal["debug", "info", "warning", "error"] = "info"
    format: Literal["auto", "console", "json"] = "auto"  # auto: console on a terminal
    requests: Literal["all", "slow", "none"] = "slow"  # which get a line: slow and refused ones


class IdentitySettings(Slice):
    """`[identity]`: how long sessions and links are valid."""

    session_days: Days = 30
    invitation_days: Days = 7


class WorkspaceSettings(Slice):
    """`[workspace]`: what may be brought in, and how much of it."""

    upload_limit: Bytes = 200_000_000  # one file
    archive_limit: Bytes = 500_000_000  # an archive as it arrives
    unpacked_limit: Bytes = 2_000_000_000  # all of it unpacked
    unpacked_files: Annotated[int, Meta(ge=1)] = 200_000
    import_seconds: Seconds = 600.0
    internal_addresses: bool = False  # may repositories be imported from this network


class CollabSettings(Slice):
    """`[collab]`: documents in memory and on disk."""

    # NORMAL survives the death of every process; FULL that of the machine too, and makes every
    # edit wait for the disk. A power cut takes from NORMAL what was typed in the last second or so.
    synchronous: Literal["NORMAL", "FULL"] = "NORMAL"
    write_seconds: Seconds = 0.3  # from the last edit to the file; while typing, at most 3 s
    idle_seconds: Seconds = 60.0  # from the last connection until the document leaves memory
    frame_limit: Bytes = 8_000_000  # one message of a socket
    # What people never meet and scripts that went wild do. Ten seconds' worth of messages, and
    # thirty-two seconds' worth of bytes, may come at once.
    messages_per_second: Count = 1_000  # of one connection
    bytes_per_second: Bytes = 2_000_000  # of one connection
    connections_per_address: Count = 600  # an office behind one address
    connections_per_member: Count = 200  # one a document and one a workspace, in every tab
    # How files that change on disk are noticed. Network file systems tell nothing: poll there.
    watch: Literal["notify", "poll"] = "notify"
    # How many days it is known who did what in a document, and what was deleted from it; 0: for
    # ever. What is older is forgotten for good, whole edits at a time; the text stays.
    history_days: Annotated[int, Meta(ge=0, le=36_500)] = 0


class Settings(msgspec.Struct, metaclass=FrozenMeta, frozen=True, kw_only=True):
    """Everything that can be set. `data` is the data directory, absolute."""

    data: Path
    server: ServerSettings = ServerSettings()
    storage: StorageSettings = StorageSettings()
    logs: LogSettings = LogSettings()
    identity: IdentitySettings = IdentitySettings()
    workspace: WorkspaceSettings = WorkspaceSettings()
    collab: CollabSettings = CollabSettings()

    @property
    def events(self) -> Path:
        """The event log's file, unless a database is set."""
        return self.data / "events.sqlite"

    @property
    def documents(self) -> Path:
        """The document log's file, unless a database is set."""
        return self.data / "documents.sqlite"

    @property
    def tables_url(self) -> str:
        """The address of the read tables."""
        return self.storage.database_url or sqlite_url(self.data / "views.sqlite")

    @property
    def workspaces(self) -> Path:
        """Where imported workspaces have their working trees."""
        return self.data / "workspaces"

    @property
    def run(self) -> Path:
        """What means something to running processes alone; no backup holds it."""
        return self.data / "run"

    @property
    def secrets(self) -> Path:
        """Keys and one-time links; readable by the user Sala runs as, alone."""
        return self.data / "secrets"


Given: TypeAlias = Mapping[str, Mapping[str, Any]]
"""Values by table and key."""

SLICES: dict[str, type[Slice]] = {
    name: kind
    for name, kind in get_type_hints(Settings).items()
    if isinstance(kind, type) and issubclass(kind, Slice)
}

_SHORT = {
    "SALA_HOST": ("server", "host"),
    "SALA_PORT": ("server", "port"),
    "SALA_DATABASE_URL": ("storage", "database_url"),
    "SALA_PEERS": ("server", "peers"),
    "SALA_WEB": ("server", "web"),
}
VARIABLES: dict[str, tuple[str, str]] = {
    f"SALA_{table}_{key}".upper(): (table, key)
    for table, kind in SLICES.items()
    for key in kind.__struct_fields__
} | _SHORT
"""Environment variables, and the table and key each one sets. `SALA_DATA` stands apart."""

_TYPO = 0.87
"""How alike an unknown variable must be to a known one to be taken for a misspelling of it."""


def read(
    environ: Mapping[str, str] | None = None,
    *,
    data: Path | None = None,
    given: Given | None = None,
) -> Settings:
    """Read the settings. `given` holds what was said on the command line.

    Raises SettingsError. A missing file or directory is no error, and none is made.
    """
    environ = os.environ if environ is None else environ
    data = data_directory(environ) if data is None else data.expanduser().absolute()
    file = data / FILE
    values: dict[str, dict[str, Any]] = {table: {} for table in SLICES}
    for table, key, value in _from_file(file):
        values[table][key] = value
    for name, (table, key) in VARIABLES.items():
        if name in environ:
            values[table][key] = _checked(table, key, environ[name], f"the variable {name}")
    _refuse_misspelled(environ)
    for table, keys in (given or {}).items():
        for key, value in keys.items():
            _known(table, key, "the command line")
            values[table][key] = _checked(table, key, value, "the command line")
    slices: dict[str, Any] = {table: SLICES[table](**keys) for table, keys in values.items()}
    return Settings(data=data, **slices)


def data_directory(environ: Mapping[str, str]) -> Path:
    """Give `$SALA_DATA`, or the place the desktop's conventions name."""
    named = environ.get("SALA_DATA")
    if named:
        return Path(named).expanduser().absolute()
    home = environ.get("XDG_DATA_HOME") or "~/.local/share"
    return Path(home).expanduser().absolute() / "sala"


def _from_file(file: Path) -> list[tuple[str, str, Any]]:
    try:
        document = tomllib.loads(file.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return []
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        msg = f"{file} cannot be read: {error}"
        raise SettingsError(msg) from error
    found = []
    for table, keys in document.items():
        if table not in SLICES or not isinstance(keys, dict):
            msg = f"{file}: “{table}” is not a table of settings. Allowed: {_list(SLICES)}"
            raise SettingsError(msg)
        for key, value in keys.items():
            _known(table, key, str(file))
            found.append((table, key, _checked(table, key, value, str(file))))
    return found


def _known(table: str, key: str, where: str) -> None:
    kind = SLICES.get(table)
    if kind is None or key not in kind.__struct_fields__:
        allowed = SLICES if kind is None else kind.__struct_fields__
        msg = f"{where}: [{table}] {key} is not a setting. Allowed: {_list(allowed)}"
        raise SettingsError(msg)


def _checked(table: str, key: str, value: Any, where: str) -> Any:  # noqa: ANN401 - any setting
    kind: Any = get_type_hints(SLICES[table], include_extras=True)[key]
    spoken = isinstance(value, str)
    if spoken and get_origin(kind) is list:
        value = [part.strip() for part in value.split(",") if part.strip()]
    try:
        return msgspec.convert(value, kind, strict=not spoken)
    except msgspec.ValidationError as error:
        choices = f". Allowed: {_list(get_args(kind))}" if get_origin(kind) is Literal else ""
        msg = f"{where}: [{table}] {key} cannot be used: {error}{choices}"
        raise SettingsError(msg) from error


def _refuse_misspelled(environ: Mapping[str, str]) -> None:
    """Refuse `SALA_DATABSE_URL`: read as nothing, it would put the data in the wrong place."""
    known = [*VARIABLES, "SALA_DATA"]
    for name in environ:
        if name.startswith("SALA_") and name not in known:
            meant = difflib.get_close_matches(name, known, n=1, cutoff=_TYPO)
            if meant:
                msg = f"the variable {name} is not a setting. Did you mean {meant[0]}?"
                raise SettingsError(msg)


def _list(names: Any) -> str:  # noqa: ANN401 - any iterable of names
    return ", ".join(sorted(names))
