"""What no message type describes: files, archives, the live stream and document sockets."""

from __future__ import annotations

from typing import Any

Json = dict[str, Any]

_MEMBERS: Json = {
    str(status): {"$ref": f"#/components/responses/{status}"}
    for status in (400, 401, 403, 404, 429, 500)
}
_BYTES: Json = {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}}


def _parameter(name: str, text: str, schema: Json, *, place: str = "path") -> Json:
    return {
        "name": name,
        "in": place,
        "required": place == "path",
        "description": text,
        "schema": schema,
    }


_FILE = [
    _parameter("workspace", "The workspace's id.", {"type": "string", "format": "uuid"}),
    _parameter(
        "path",
        "The path in the working tree; its slashes stand as they are.",
        {"type": "string", "minLength": 1, "maxLength": 1024},
    ),
]

PATHS: Json = {
    "/live": {
        "get": {
            "operationId": "live.hear",
            "tags": ["live"],
            "summary": "Hear facts as they happen",
            "description": "Server-sent events; contracts/asyncapi.json describes what is heard.",
            "parameters": [
                _parameter(
                    "Last-Event-ID",
                    "The last position that was heard; the stream goes on after it.",
                    {"type": "integer", "minimum": 0},
                    place="header",
                ),
                _parameter(
                    "after",
                    "The same, for the first request of a page.",
                    {"type": "integer", "minimum": 0},
                    place="query",
                ),
            ],
            "responses": {
                "200": {
                    "description": "A stream that ends with the session.",
                    "content": {"text/event-stream": {"schema": {"type": "string"}}},
                },
                **_MEMBERS,
            },
        }
    },
    "/files/{workspace}/{path}": {
        "get": {
            "operationId": "files.download",
            "tags": ["files"],
            "summary": "Download a file as it lies on disk",
            "description": "`Range` asks for a part, `If-None-Match` for news alone.",
            "parameters": _FILE,
            "responses": {
                "200": {"description": "Its bytes.", "content": _BYTES},
                "206": {"description": "Those of a part.", "content": _BYTES},
                "304": {"description": "It is the same as before."},
                "416": {"description": "The part lies outside of the file."},
                **_MEMBERS,
            },
        },
        "put": {
            "operationId": "files.upload",
            "tags": ["files"],
            "summary": "Upload a file",
            "description": (
                "Refused when something is there, unless `If-Match` names its SHA-256, or is `*`."
            ),
            "parameters": [
                *_FILE,
                _parameter(
                    "If-Match",
                    "Which file may be replaced.",
                    {"type": "string"},
                    place="header",
                ),
            ],
            "requestBody": {"required": True, "content": _BYTES},
            "responses": {
                "200": {
                    "description": "The entry it became.",
                    "content": {
                        "application/json": {"schema": {"$ref": "#/components/schemas/EntryView"}}
                    },
                },
                "409": {"$ref": "#/components/responses/409"},
                "413": {"$ref": "#/components/responses/413"},
                **_MEMBERS,
            },
        },
    },
    "/history/{workspace}/{path}": {
        "get": {
            "operationId": "history.export",
            "tags": ["files"],
            "summary": "Download the whole past of a document",
            "description": "Lines of JSON; docs/reference/history-file.md says what is in them.",
            "parameters": _FILE,
            "responses": {
                "200": {
                    "description": "A header, a line an update, an end.",
                    "content": {"application/x-ndjson": {"schema": {"type": "string"}}},
                },
                "422": {"$ref": "#/components/responses/422"},
                "503": {"$ref": "#/components/responses/503"},
                **_MEMBERS,
            },
        }
    },
    "/imports/archive": {
        "post": {
            "operationId": "files.import-archive",
            "tags": ["files"],
            "summary": "Make a workspace of an archive (.zip, .tar.gz)",
            "parameters": [
                _parameter(
                    "name",
                    "The archive's file name.",
                    {"type": "string", "minLength": 1},
                    place="query",
                ),
                _parameter(
                    "workspace",
                    "The id of the new workspace; one is chosen when it is left out.",
                    {"type": "string", "format": "uuid"},
                    place="query",
                ),
            ],
            "requestBody": {"required": True, "content": _BYTES},
            "responses": {
                "200": {
                    "description": "The workspace, complete.",
                    "content": {
                        "application/json": {
                            "schema": {"$ref": "#/components/schemas/WorkspaceView"}
                        }
                    },
                },
                "413": {"$ref": "#/components/responses/413"},
                "422": {"$ref": "#/components/responses/422"},
                **_MEMBERS,
            },
        }
    },
}

CHANNELS: Json = {
    "document": {
        "address": "/collab/{workspace}/{path}",
        "title": "A document",
        "description": (
            "A WebSocket that speaks y-websocket's protocol (y-protocols sync and awareness); the "
            "root text is named `content`. With `?ack=1` the server also sends 100 "
            "(acknowledgement: varuint of the updates of this connection that are durable, "
            "varuint of the document log's sequence), 101 (document: varstring id, varuint epoch, "
            "varuint 1 when writable) and 102 (notice: varstring of JSON {code, text}). "
            "Close codes: 4400 malformed, 4401 not signed in, 4403 not allowed, 4404 no such "
            "document, 4409 another history, 4413 a message too large, 4414 the document would be "
            "too large, 4415 cannot be edited, 4420 too many connections from this address, 4421 "
            "too many of this member, 4422 too many messages or bytes a second, 4423 too much "
            "awareness, 4429 too slow to read, 1001 the server is going. Who comes again and again "
            "gets status 429 instead of a WebSocket."
        ),
        "parameters": {
            "workspace": {"description": "The workspace's id."},
            "path": {"description": "The file's path in the working tree."},
        },
        "messages": {
            "frame": {
                "name": "frame",
                "summary": "One or more y-protocols messages.",
                "contentType": "application/octet-stream",
                "payload": {"type": "string", "format": "binary"},
            }
        },
    }
}

OPERATIONS: Json = {
    "edit": {
        "action": "send",
        "channel": {"$ref": "#/channels/document"},
        "summary": "Send updates and awareness.",
    },
    "follow": {
        "action": "receive",
        "channel": {"$ref": "#/channels/document"},
        "summary": "Receive what others wrote, after it is durable.",
    },
}
