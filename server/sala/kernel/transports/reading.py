"""From bytes to a message: JSON bodies and query strings, with refusals that say where and what."""

from __future__ import annotations

import re
from typing import Any, NoReturn
from urllib.parse import parse_qsl

import msgspec

from sala.kernel.messages import Message
from sala.kernel.refusals import BadRequest

_FIELD_LIMIT = 100
_PLACE = re.compile(r"^(?P<what>.*) - at `(?P<where>(?:key in )?\$.*)`$", re.DOTALL)
_MISSING = re.compile(r"^Object missing required field `(?P<field>.+)`$")
_UNKNOWN = re.compile(r"^Object contains unknown field `(?P<field>.+)`$", re.DOTALL)


class MalformedJson(BadRequest):
    """The body is not JSON."""

    code = "kernel.malformed_json"
    title = "The request is not valid JSON"


class TooDeep(BadRequest):
    """The body nests deeper than any message does."""

    code = "kernel.too_deep"
    title = "The request nests too deeply"


class InvalidFields(BadRequest):
    """The body is JSON and does not fit the message; `fields` says where and why."""

    code = "kernel.invalid_fields"
    title = "The request does not have the expected fields"


def refuse_fields(error: msgspec.ValidationError) -> NoReturn:
    """Turn msgspec's words into a refusal that names the field.

    `fields` maps a path (`paths[0]`, or empty for the message itself) to what was expected there.
    """
    what, where = str(error), ""
    if place := _PLACE.match(what):
        what, where = place["what"], place["where"].removeprefix("key in ").removeprefix("$")
    where = where.removeprefix(".")
    for shape, said in ((_MISSING, "This field is required"), (_UNKNOWN, "There is no such field")):
        if named := shape.match(what):
            where, what = f"{where}.{named['field']}".lstrip("."), said
    where = where[:_FIELD_LIMIT]
    raise InvalidFields(f"{where}: {what}" if where else what, fields={where: what}) from error


class JsonReader:
    """Reads JSON straight into one message type."""

    def __init__(self, message: type[Message[Any]]) -> None:
        self._decode = msgspec.json.Decoder(message).decode

    def read(self, body: bytes) -> Message[Any]:
        """Decode a body; an empty one counts as a message without fields."""
        try:
            read: Message[Any] = self._decode(body or b"{}")
        except msgspec.ValidationError as error:
            refuse_fields(error)
        except (msgspec.DecodeError, UnicodeDecodeError) as error:
            raise MalformedJson(str(error)) from error
        except RecursionError as error:
            raise TooDeep from error
        return read


class QueryReader:
    """Reads a query string into one message type: text as it stands, anything else as JSON."""

    def __init__(self, message: type[Message[Any]]) -> None:
        self._message = message
        self._text = frozenset(
            field.encode_name
            for field in msgspec.structs.fields(message)
            if takes_text(msgspec.inspect.type_info(field.type))
        )
        self._known = frozenset(field.encode_name for field in msgspec.structs.fields(message))

    def read(self, query: bytes) -> Message[Any]:
        """Decode a query string; refuse a field named twice."""
        try:
            pairs = parse_qsl(
                query.decode("ascii"),
                keep_blank_values=True,
                strict_parsing=bool(query),
                errors="strict",
                max_num_fields=_FIELD_LIMIT,
            )
        except ValueError as error:
            raise BadRequest("The query string could not be read.") from error
        values: dict[str, Any] = {}
        for name, text in pairs:
            if name in values:
                raise InvalidFields(
                    f"{name[:_FIELD_LIMIT]} is given twice.",
                    fields={name[:_FIELD_LIMIT]: "This field is given twice"},
                )
            values[name] = (
                text if name in self._text or name not in self._known else _json(name, text)
            )
        try:
            read: Message[Any] = msgspec.convert(values, self._message)
        except msgspec.ValidationError as error:
            refuse_fields(error)
        return read


def takes_text(kind: msgspec.inspect.Type) -> bool:
    """Tell whether a field of this type stands in a query string as it is, without JSON quotes."""
    inspect = msgspec.inspect
    if isinstance(kind, inspect.UnionType):
        return any(takes_text(part) for part in kind.types)
    if isinstance(kind, inspect.EnumType):
        return all(isinstance(member.value, str) for member in kind.cls)
    return isinstance(
        kind,
        inspect.StrType
        | inspect.UUIDType
        | inspect.DateTimeType
        | inspect.DateType
        | inspect.TimeType
        | inspect.TimeDeltaType
        | inspect.BytesType
        | inspect.DecimalType,
    )


def _json(name: str, text: str) -> Any:  # noqa: ANN401 - whatever JSON holds; converted next
    try:
        return msgspec.json.decode(text)
    except (msgspec.DecodeError, RecursionError) as error:
        said = "This field is not valid JSON"
        raise InvalidFields(f"{name}: {said}", fields={name: said}) from error
