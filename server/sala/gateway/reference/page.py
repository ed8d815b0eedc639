"""`/api/reference` and `/api/openapi.json`: the API described by the installation itself."""

from __future__ import annotations

import base64
import hashlib
import re
from functools import cached_property
from html import escape
from typing import Any

from sala.gateway.reference.files import openapi_document
from sala.gateway.reference.style import STYLE
from sala.gateway.rooms import catalogue
from sala.kernel.transports.answers import Answers, Send, encode
from sala.kernel.transports.callers import Scope
from sala.kernel.transports.problems import WrongMethod

PAGE = "/api/reference"
DOCUMENT = "/api/openapi.json"
Json = dict[str, Any]

_HASH = base64.b64encode(hashlib.sha256(STYLE.encode()).digest()).decode()
_POLICY = (
    b"content-security-policy",
    f"default-src 'none'; style-src 'sha256-{_HASH}'; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'none'".encode(),
)


class Reference:
    """Renders the OpenAPI document as one static page, without scripts."""

    def __init__(self, answers: Answers) -> None:
        self._answers = answers

    def __contains__(self, path: str) -> bool:
        return path in (PAGE, DOCUMENT)

    async def __call__(self, scope: Scope, send: Send) -> None:
        """Send the page or the document."""
        if scope["method"] not in ("GET", "HEAD"):
            await self._answers.refusal(scope, send, WrongMethod(b"GET, HEAD"))
            return
        page = scope["path"] == PAGE
        await self._answers.body(
            scope,
            send,
            self._page if page else self._document,
            kind=b"text/html; charset=utf-8" if page else b"application/json",
            status=200,
            extra=[_POLICY],
        )

    @cached_property
    def _document(self) -> bytes:
        return encode(openapi_document())

    @cached_property
    def _page(self) -> bytes:
        return render(openapi_document()).encode()


def render(document: Json) -> str:
    """Write the page: an index, every operation with its fields and answers, every refusal."""
    operations = [
        (path, method, operation)
        for path, methods in document["paths"].items()
        for method, operation in methods.items()
        if not operation["operationId"].endswith(".post")
    ]
    tags = list(dict.fromkeys(operation["tags"][0] for _, _, operation in operations))
    grouped = {tag: [one for one in operations if one[2]["tags"][0] == tag] for tag in tags}
    index = "".join(
        f"<li><a href='#{escape(tag)}'>{escape(tag)}</a><ul>"
        + "".join(
            f"<li><a href='#{escape(one['operationId'])}'>{escape(one['operationId'])}</a></li>"
            for _, _, one in grouped[tag]
        )
        + "</ul></li>"
        for tag in tags
    )
    sections = "".join(
        f"<section aria-labelledby='{escape(tag)}'><h2 id='{escape(tag)}'>{escape(tag)}</h2>"
        + "".join(_operation(document, *one) for one in grouped[tag])
        + "</section>"
        for tag in tags
    )
    shown = escape(document["info"]["version"])
    return (
        "<!doctype html><html lang='en'><head><meta charset='utf-8'><title>API · Sala</title>"
        "<meta name='viewport' content='width=device-width, initial-scale=1'>"
        f"<style>{STYLE}</style></head><body><a class='skip' href='#main'>Skip to content</a>"
        f"<nav aria-label='Operations'><p class='name'>Sala API {shown}</p><ul>{index}"
        "<li><a href='#shapes'>shapes</a></li><li><a href='#refusals'>refusals</a></li></ul>"
        "</nav><main id='main'>"
        f"<h1>API</h1><p>{_prose(document['info']['description'])}</p>"
        f"<p><a href='{DOCUMENT}'>The same as an OpenAPI 3.1 document</a></p>"
        f"{sections}{_shapes(document)}{_refusals()}</main></body></html>"
    )


def _operation(document: Json, path: str, method: str, operation: Json) -> str:
    name = escape(operation["operationId"])
    text = "".join(
        f"<p>{_prose(part)}</p>" for part in operation.get("description", "").split("\n\n") if part
    )
    body = operation.get("requestBody", {}).get("content", {}).get("application/json", {})
    fields = _table(name, _fields(document, body["schema"]) if body else _parameters(operation))
    answer = operation["responses"]["200"].get("content", {}).get("application/json", {})
    shape = f"<p>Answers with <code>{_type(answer['schema'])}</code>.</p>" if answer else ""
    return (
        f"<article aria-labelledby='{name}'><h3 id='{name}'><code class='{method}'>"
        f"{method.upper()}</code> <code>{escape(path)}</code></h3>{text}{fields}{shape}</article>"
    )


_Row = tuple[str, str, str, bool]


def _fields(document: Json, schema: Json) -> list[_Row]:
    if "$ref" in schema:
        schema = document["components"]["schemas"][schema["$ref"].rpartition("/")[2]]
    required = set(schema.get("required", ()))
    return [
        (name, _type(described), _limits(described), name in required)
        for name, described in schema.get("properties", {}).items()
    ]


def _parameters(operation: Json) -> list[_Row]:
    rows = []
    for one in operation.get("parameters", ()):
        schema = one.get("schema") or one["content"]["application/json"]["schema"]
        rows.append((one["name"], _type(schema), _limits(schema), one["required"]))
    return rows


def _table(of: str, rows: list[_Row]) -> str:
    if not rows:
        return ""
    lines = "".join(
        f"<tr><th scope='row'><code>{escape(name)}</code></th><td><code>{kind}</code></td>"
        f"<td>{escape(limits)}</td><td>{'required' if required else 'optional'}</td></tr>"
        for name, kind, limits, required in rows
    )
    return (
        f"<div class='wide' tabindex='0' role='region' aria-label='Fields of {of}'>"
        "<table><thead><tr>"
        "<th scope='col'>Field</th><th scope='col'>Type</th><th scope='col'>Limits</th>"
        f"<th scope='col'>Needed</th></tr></thead><tbody>{lines}</tbody></table></div>"
    )


def _type(schema: Json) -> str:
    """Name a type, as HTML; a shape is a link to its fields."""
    if "$ref" in schema:
        name = escape(str(schema["$ref"]).rpartition("/")[2])
        return f"<a href='#shape.{name}'>{name}</a>"
    if "anyOf" in schema:
        return " | ".join(_type(part) for part in schema["anyOf"])
    if schema.get("type") == "array":
        return f"{_type(schema.get('items', {}))}[]"
    if "enum" in schema:
        return " | ".join(escape(str(value)) for value in schema["enum"])
    return escape(str(schema.get("format") or schema.get("type") or "anything"))


def _limits(schema: Json) -> str:
    words = {
        "minLength": "at least {} characters",
        "maxLength": "at most {} characters",
        "minimum": "at least {}",
        "maximum": "at most {}",
        "maxItems": "at most {} items",
        "pattern": "matches {}",
    }
    said = [text.format(schema[key]) for key, text in words.items() if key in schema]
    if "default" in schema:
        said.append(f"default {schema['default']!r}")
    return ", ".join(said)


def _prose(text: str) -> str:
    """Write a docstring as HTML: what stands in backticks is code."""
    return re.sub(r"`([^`]+)`", r"<code>\1</code>", escape(text))


def _shapes(document: Json) -> str:
    """Write the fields of everything that answers and fields are made of."""
    sent = {message.__name__ for message in catalogue().messages}
    articles = []
    for name, schema in document["components"]["schemas"].items():
        if name in sent:
            continue
        fields = _table(name, _fields(document, schema))
        values = "" if fields else f"<p>One of <code>{_type(schema)}</code>.</p>"
        articles.append(
            f"<article aria-labelledby='shape.{name}'><h3 id='shape.{name}'>{name}</h3>"
            f"<p>{_prose(schema.get('description', ''))}</p>{values}{fields}</article>"
        )
    return (
        "<section aria-labelledby='shapes'><h2 id='shapes'>shapes</h2>"
        f"{''.join(articles)}</section>"
    )


def _refusals() -> str:
    rows = "".join(
        f"<tr id='{escape(refusal.code)}'><th scope='row'><code>{escape(refusal.code)}</code></th>"
        f"<td>{refusal.status}</td><td>{escape(refusal.title)}</td></tr>"
        for refusal in catalogue().refusals
    )
    return (
        "<section aria-labelledby='refusals'><h2 id='refusals'>refusals</h2>"
        "<div class='wide' tabindex='0' role='region' aria-label='Every refusal'><table><thead><tr>"
        "<th scope='col'>Code</th><th scope='col'>Status</th><th scope='col'>Says</th></tr></thead>"
        f"<tbody>{rows}</tbody></table></div></section>"
    )
