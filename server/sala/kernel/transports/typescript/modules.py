"""One generated file a context: the types it owns, and imports of what it borrows."""

from __future__ import annotations

import json
from enum import Enum
from typing import Any

import msgspec

from sala.kernel.messages import Event, Message, answer_type, context_of, event_name
from sala.kernel.transports.catalogue import Catalogue
from sala.kernel.transports.typescript import spelling
from sala.kernel.transports.walking import surface


class Modules:
    """The files of every context, filled by declaring what the catalogue holds."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._files: dict[str, _Module] = {}
        for message in catalogue.messages:
            self.declare(message)
            for struct in surface(answer_type(message)):
                self.declare(struct)
        for event in catalogue.events:
            self.declare(event)

    def declare(self, kind: type[Any]) -> str:
        """Declare a type in the file of its context; give that context."""
        home = context_of(kind)
        self._files.setdefault(home, _Module(home, self)).declare(kind)
        return home

    def texts(self) -> dict[str, str]:
        """Give the text of each file by the context's name."""
        return {name: self._files[name].text() for name in sorted(self._files)}


class _Module:
    def __init__(self, name: str, modules: Modules) -> None:
        self._name = name
        self._modules = modules
        self._declared: dict[str, str] = {}
        self._imports: dict[str, set[str]] = {}

    def declare(self, kind: type[Any]) -> None:
        """Declare a struct or an enumeration, and everything it mentions."""
        name = kind.__name__
        if name in self._declared:
            return
        self._declared[name] = ""  # a type that mentions itself ends here
        written = self._alternatives(kind) if issubclass(kind, Enum) else self._fields(kind)
        self._declared[name] = spelling.comment(kind) + written

    def text(self) -> str:
        """Give the whole file."""
        borrowed = "".join(
            spelling.imports(names, f"./{home}") for home, names in sorted(self._imports.items())
        )
        declared = (self._declared[name] for name in sorted(self._declared))
        parts = [spelling.head(f"The types of {self._name}."), borrowed, *declared]
        return "\n".join(part for part in parts if part)

    def _alternatives(self, kind: type[Enum]) -> str:
        values = " | ".join(json.dumps(member.value) for member in kind)
        return f"export type {kind.__name__} = {values};\n"

    def _fields(self, kind: type[Any]) -> str:
        lines = [f"export interface {kind.__name__} {{"]
        if issubclass(kind, Event):
            lines.append(f"  readonly type: {json.dumps(event_name(kind))};")
        for field in msgspec.structs.fields(kind):
            # An answer carries all of its fields; a message may leave out what has a default.
            mark = "?" if issubclass(kind, Message) and not field.required else ""
            written = spelling.spell(msgspec.inspect.type_info(field.type), self._mention)
            lines.append(f"  readonly {field.encode_name}{mark}: {written};")
        return "\n".join([*lines, "}\n"])

    def _mention(self, kind: type[Any]) -> str:
        home = self._modules.declare(kind)
        if home != self._name:
            self._imports.setdefault(home, set()).add(kind.__name__)
        return kind.__name__
