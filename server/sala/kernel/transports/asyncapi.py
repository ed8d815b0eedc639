"""AsyncAPI 3.0, generated from event types: what a listener of `/live` hears."""

from __future__ import annotations

import inspect
from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec

from sala.kernel.messages import event_name
from sala.kernel.transports.catalogue import Catalogue

Json = dict[str, Any]

TEMPLATE = "#/components/schemas/{name}"


class Stamp(msgspec.Struct, frozen=True, kw_only=True):
    """Where a fact stands in the log, who caused it (null: Sala itself) and when."""

    position: int
    at: datetime
    actor: UUID | None


def asyncapi(
    catalogue: Catalogue,
    *,
    version: str,
    channels: Json | None = None,
    operations: Json | None = None,
) -> Json:
    """Generate the document. `channels` and `operations` are those of other sockets."""
    kinds = [Stamp, *catalogue.events]
    schemas, components = msgspec.json.schema_components(kinds, ref_template=TEMPLATE)
    messages: Json = {}
    for event, schema in zip(catalogue.events, schemas[1:], strict=True):
        messages[event.__name__] = {
            "name": event_name(event),
            "title": event.__name__,
            "summary": " ".join((inspect.getdoc(event) or "").split()),
            "contentType": "application/json",
            "payload": {"allOf": [schema, schemas[0]]},
        }
    references = {name: {"$ref": f"#/components/messages/{name}"} for name in messages}
    return {
        "asyncapi": "3.0.0",
        "info": {
            "title": "Sala, live",
            "version": version,
            "description": "Facts as they happen, and the sockets of documents.",
        },
        "channels": {
            "live": {
                "address": "/live",
                "title": "Facts",
                "description": (
                    "Server-sent events over HTTP. The id of an event is its position in the log; "
                    "`Last-Event-ID` (or `?after=`) resumes after a position. Only facts that the "
                    "caller may see are told. A comment is sent every 15 seconds; the stream ends "
                    "when the session does."
                ),
                "messages": references,
            },
            **(channels or {}),
        },
        "operations": {
            "hear": {
                "action": "receive",
                "channel": {"$ref": "#/channels/live"},
                "summary": "Hear every fact from a position on.",
            },
            **(operations or {}),
        },
        "components": {"schemas": dict(sorted(components.items())), "messages": messages},
    }
