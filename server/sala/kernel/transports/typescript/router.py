"""The generated router: the type by which a stock `@trpc/client` knows every procedure."""

from __future__ import annotations

from typing import Any

import msgspec

from sala.kernel.dispatcher import is_command
from sala.kernel.messages import Message, answer_type, context_of, procedure_name
from sala.kernel.transports.catalogue import Catalogue
from sala.kernel.transports.typescript import spelling
from sala.kernel.transports.walking import surface

_BEFORE = """
interface ErrorShape {
  code: TRPC_ERROR_CODE_NUMBER;
  message: string;
  data: RefusalData & { code: TRPC_ERROR_CODE_KEY };
}

interface Root {
  ctx: object;
  meta: object;
  errorShape: ErrorShape;
  transformer: false;
}

type Query<Input, Output> = TRPCQueryProcedure<{ meta: unknown; input: Input; output: Output }>;
type Mutation<Input, Output> = TRPCMutationProcedure<{
  meta: unknown;
  input: Input;
  output: Output;
}>;

// A type, not an interface: tRPC asks for an index signature, which only a type implies.
type Procedures = {
"""
_AFTER = """};

export type AppRouter = TRPCBuiltRouter<Root, Procedures>;
"""
_TRPC = (
    "TRPCBuiltRouter",
    "TRPCMutationProcedure",
    "TRPCQueryProcedure",
    "TRPC_ERROR_CODE_KEY",
    "TRPC_ERROR_CODE_NUMBER",
)


def router(catalogue: Catalogue) -> str:
    """Write the file."""
    borrowed: dict[str, set[str]] = {}
    records: dict[str, list[str]] = {}
    for message in catalogue.messages:
        context, _, name = procedure_name(message).partition(".")
        fields = msgspec.structs.fields(message)
        for kind in [*([message] if fields else []), *surface(answer_type(message))]:
            borrowed.setdefault(context_of(kind), set()).add(kind.__name__)
        records.setdefault(context, []).append(f"    {name}: {_procedure(message)};\n")
    written = "".join(
        f"  {context}: {{\n{''.join(lines)}  }};\n" for context, lines in sorted(records.items())
    )
    lines = [spelling.imports(names, f"./{home}") for home, names in sorted(borrowed.items())]
    return "".join(
        [
            spelling.head("The router that a stock `@trpc/client` is typed by."),
            "\n",
            spelling.imports(_TRPC, "@trpc/server"),
            *lines,
            spelling.imports(["RefusalData"], "./refusals"),
            _BEFORE,
            written,
            _AFTER,
        ]
    )


def _procedure(message: type[Message[Any]]) -> str:
    fields = msgspec.structs.fields(message)
    given = message.__name__ if fields else "void"
    if fields and not any(field.required for field in fields):
        given += " | void"
    answer = msgspec.inspect.type_info(answer_type(message))
    written = spelling.spell(answer, lambda kind: kind.__name__)
    return f"{'Mutation' if is_command(message) else 'Query'}<{given}, {written}>"
