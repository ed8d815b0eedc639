"""OpenAPI 3.1, generated from message types: their docstrings are its text."""

from __future__ import annotations

import inspect
from typing import Any

import msgspec

from sala.kernel.access import Access
from sala.kernel.dispatcher import is_command
from sala.kernel.messages import Message, View, answer_type, context_of, wire_name
from sala.kernel.refusals import Refusal
from sala.kernel.transports.callers import COOKIE
from sala.kernel.transports.catalogue import Catalogue
from sala.kernel.transports.problems import Problem
from sala.kernel.transports.reading import takes_text
from sala.kernel.transports.walking import structs

Json = dict[str, Any]

TEMPLATE = "#/components/schemas/{name}"
_WHO = {
    Access.ANYONE: "Anyone may send this, without a session.",
    Access.READ: "Any member may send this.",
    Access.WRITE: "Editors and owners may send this.",
    Access.OWN: "Owners may send this.",
}
_ALWAYS = {
    400: "The request could not be read.",
    404: "There is no such thing.",
    405: "The path answers to another method.",
    413: "The request is too large.",
    500: "Something went wrong here; the log has it under the request's id.",
    503: "A part of Sala that this needs is not answering.",
}
_POSTED = {
    409: "The state of things does not allow it now.",
    415: "The body is not declared as JSON.",
    422: "The message was understood and makes no sense.",
    429: "Too many requests.",
    507: "The disk is full; nothing was changed.",
}
_MEMBERS = {401: "Nobody is signed in.", 403: "The caller may not do this."}


def openapi(catalogue: Catalogue, *, version: str, paths: Json | None = None) -> Json:
    """Generate the document. `paths` are those of handwritten routes, added as they are."""
    answers = [_answer(message) for message in catalogue.messages]
    kinds = [*catalogue.messages, *answers, Problem]
    schemas, components = msgspec.json.schema_components(kinds, ref_template=TEMPLATE)
    half = len(catalogue.messages)
    described = {
        f"/api/{wire_name(message)}": _path(message, schemas[at], schemas[half + at])
        for at, message in enumerate(catalogue.messages)
    }
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Sala",
            "version": version,
            "description": (
                "Every wish and every question of Sala is one path. Commands are sent with POST; "
                "queries with POST or GET, then text fields stand in the query string as they are "
                "and other fields as JSON. Refusals are problem documents (RFC 9457) with a stable "
                "`code`."
            ),
        },
        "servers": [{"url": "/"}],
        "tags": [
            {"name": name, "description": _sentence(inspect.getdoc(inspect.getmodule(first)))}
            for name, first in _contexts(catalogue).items()
        ],
        "security": [{"cookie": []}, {"bearer": []}],
        "paths": {**described, **(paths or {})},
        "components": {
            "schemas": complete(components, kinds),
            "responses": _responses(catalogue),
            "securitySchemes": {
                "cookie": {"type": "apiKey", "in": "cookie", "name": COOKIE},
                "bearer": {"type": "http", "scheme": "bearer"},
            },
        },
    }


def complete(components: Json, kinds: list[Any]) -> Json:
    """Say that an answer always carries all of its fields, defaults too; give sorted components."""
    answered = {kind.__name__ for kind in structs(kinds) if issubclass(kind, View | Problem)}
    for name in answered & components.keys():
        schema = components[name]
        if schema.get("properties"):
            schema["required"] = list(schema["properties"])
        for described in schema.get("properties", {}).values():
            described.pop("default", None)
    return dict(sorted(components.items()))


def _contexts(catalogue: Catalogue) -> dict[str, type[Message[Any]]]:
    return {context_of(message): message for message in reversed(catalogue.messages)}


def _answer(message: type[Message[Any]]) -> Any:  # noqa: ANN401 - a type, or a generic alias
    return answer_type(message)


def _sentence(text: str | None) -> str:
    return " ".join((text or "").split())


def _path(message: type[Message[Any]], body: Json, answer: Json) -> Json:
    name = wire_name(message)
    paragraphs = [" ".join(part.split()) for part in (inspect.getdoc(message) or "").split("\n\n")]
    shared: Json = {
        "tags": [context_of(message)],
        "summary": paragraphs[0].split(". ")[0].rstrip("."),
        "description": "\n\n".join([*paragraphs, _WHO[message.access]]),
        "responses": _answers(message, answer),
    }
    if message.access is Access.ANYONE:
        shared["security"] = []
    empty = not msgspec.structs.fields(message)
    required = any(field.required for field in msgspec.structs.fields(message))
    post = shared | {
        "operationId": name if is_command(message) else f"{name}.post",
        "responses": _answers(message, answer, posted=True),
    }
    if not empty:
        content = {"application/json": {"schema": body}}
        post["requestBody"] = {"required": required, "content": content}
    if is_command(message):
        return {"post": post}
    parameters = [] if empty else _parameters(message)
    return {"get": shared | {"operationId": name, "parameters": parameters}, "post": post}


def _parameters(message: type[Message[Any]]) -> list[Json]:
    _, components = msgspec.json.schema_components([message], ref_template=TEMPLATE)
    properties: Json = components[message.__name__]["properties"]
    described = []
    for field in msgspec.structs.fields(message):
        schema = properties[field.encode_name]
        plain = takes_text(msgspec.inspect.type_info(field.type)) or schema.get("type") in (
            "integer",
            "number",
            "boolean",
        )
        place = (
            {"schema": schema} if plain else {"content": {"application/json": {"schema": schema}}}
        )
        described.append(
            {"name": field.encode_name, "in": "query", "required": field.required, **place}
        )
    return described


def _answers(message: type[Message[Any]], answer: Json, *, posted: bool = False) -> Json:
    statuses = dict(_ALWAYS)
    if message.access is not Access.ANYONE or posted:  # a foreign Origin is forbidden to post
        statuses |= _MEMBERS
    statuses |= _POSTED if posted else {status: _POSTED[status] for status in (409, 422, 429)}
    described: Json = {
        "200": {"description": "Done.", "content": {"application/json": {"schema": answer}}}
    }
    for status in sorted(statuses):
        described[str(status)] = {"$ref": f"#/components/responses/{status}"}
    return described


def _responses(catalogue: Catalogue) -> Json:
    """Describe each status once, with the codes that it may carry."""
    codes: dict[int, list[type[Refusal]]] = {}
    for refusal in catalogue.refusals:
        codes.setdefault(refusal.status, []).append(refusal)
    described = {}
    for status, text in sorted((_ALWAYS | _POSTED | _MEMBERS).items()):
        lines = [f"- `{refusal.code}`: {refusal.title}." for refusal in codes.get(status, [])]
        described[str(status)] = {
            "description": "\n".join([text, *([""] if lines else []), *lines]),
            "content": {
                "application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}
            },
        }
    return described
