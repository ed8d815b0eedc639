"""Structured logs: JSON or console, with request ids, and without anything secret."""

from __future__ import annotations

import logging
import re
import sys
from collections.abc import Mapping
from contextvars import ContextVar
from typing import Any, TextIO
from uuid import uuid4

import msgspec
import structlog
from structlog.typing import EventDict, Processor

from sala.kernel.settings import LogSettings

HIDDEN = "[hidden]"

request: ContextVar[str] = ContextVar("request", default="")
"""The id of the request that is being answered; it stands on every line logged meanwhile."""

_SECRET_KEY = re.compile(
    r"token|passw|secret|cookie|authorization|credential|private.?key|hash|database_url|csrf",
    re.IGNORECASE,
)
"""Keys whose values are never written, however deep they lie."""

_SECRET_TEXT = (
    re.compile(r"(?i)(\b(?:bearer|basic)\s+)[\w.~+/=-]+"),
    re.compile(
        r"(?i)(\b[\w.-]*(?:token|passw\w*|secret|sala_session|hash)[\w-]*[\"']?\s*[=:]\s*[\"']?)[^\s\"'&;,})]+"
    ),
    re.compile(r"(/(?:enter|join)/)[^\s/?#\"']+"),
    re.compile(r"(\b[a-z][a-z0-9+.-]*://)[^\s/@]+(?=@)"),
    re.compile(r"()\$argon2(?:id?|d)\$\S+"),
)
"""What a secret looks like inside a longer text: a traceback, an address, a header."""

_REQUEST = re.compile(r"[A-Za-z0-9_-]{8,64}")
_DEEPEST = 8


def configure(settings: LogSettings, stream: TextIO | None = None) -> None:
    """Set structlog and the standard library's logging up, once a process, at its start."""
    out = stream or sys.stderr
    console = settings.format == "console" or (settings.format == "auto" and out.isatty())
    level = logging.getLevelNamesMapping()[settings.level.upper()]
    shared: list[Processor] = [
        name_request,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.stdlib.PositionalArgumentsFormatter(),
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        # Tracebacks become text here, without local variables: those hold what users typed.
        structlog.processors.format_exc_info,
        redact,
    ]
    render: Processor = (
        structlog.dev.ConsoleRenderer(colors=out.isatty())
        if console
        else structlog.processors.JSONRenderer(serializer=_json)
    )
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *shared,
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=False,
    )
    handler = logging.StreamHandler(out)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, render],
        )
    )
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level)
    # Their own handlers would write every line twice, and past the redaction.
    for name in ("uvicorn", "uvicorn.error", "uvicorn.access", "alembic"):
        logger = logging.getLogger(name)
        logger.handlers.clear()
        logger.propagate = True
        logger.disabled = False
        logger.setLevel(logging.NOTSET)
    logging.getLogger("alembic").setLevel(max(level, logging.WARNING))


def request_id(offered: str | None = None) -> str:
    """Take the id a client or proxy offers if it is harmless, or make one."""
    return offered if offered and _REQUEST.fullmatch(offered) else uuid4().hex


def name_request(_logger: Any, _method: str, record: EventDict) -> EventDict:  # noqa: ANN401 - structlog's
    """Say which request a line is about. A structlog processor."""
    if "request" not in record and (identifier := request.get()):
        record["request"] = identifier
    return record


def redact(_logger: Any, _method: str, record: EventDict) -> EventDict:  # noqa: ANN401 - structlog's
    """Hide secrets: by key at any depth, and by their look inside texts. A structlog processor."""
    return {key: _hidden(key, value, 0) for key, value in record.items()}


def clean(text: str) -> str:
    """Hide what looks like a secret in a text."""
    for pattern in _SECRET_TEXT:
        text = pattern.sub(rf"\g<1>{HIDDEN}", text)
    return text


def _hidden(key: str, value: Any, depth: int) -> Any:  # noqa: ANN401 - whatever is logged
    if key in {
        "_record",
        "_from_structlog",
        "exc_info",
    }:  # structlog's own, removed before rendering
        return value
    if _SECRET_KEY.search(key):
        return HIDDEN
    return _without_secrets(value, depth)


def _without_secrets(value: Any, depth: int) -> Any:  # noqa: ANN401 - whatever is logged
    if depth > _DEEPEST:
        return HIDDEN
    match value:
        case None | bool() | int() | float():
            shown: Any = value
        case msgspec.Struct():
            fields = {name: getattr(value, name) for name in value.__struct_fields__}
            shown = _without_secrets(fields, depth)
        case Mapping():
            named = ((_text(key), inner) for key, inner in value.items())
            shown = {name: _hidden(name, inner, depth + 1) for name, inner in named}
        case ((str() | bytes()) as key, inner):  # a header, most likely
            shown = [_text(key), _hidden(_text(key), inner, depth + 1)]
        case list() | tuple() | set() | frozenset():
            shown = [_without_secrets(item, depth + 1) for item in value]
        case _:
            shown = clean(_text(value))
    return shown


def _text(value: Any) -> str:  # noqa: ANN401 - whatever is logged
    return value.decode("utf-8", "replace") if isinstance(value, bytes) else str(value)


def _json(record: EventDict, **_: Any) -> str:  # noqa: ANN401 - structlog passes what json.dumps takes
    return msgspec.json.encode(record, enc_hook=str).decode("utf-8", "replace")
