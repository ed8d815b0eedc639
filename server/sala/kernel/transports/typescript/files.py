"""All generated TypeScript: a file a context, the events, the refusals, the router."""

from __future__ import annotations

from sala.kernel.messages import context_of
from sala.kernel.transports.catalogue import Catalogue
from sala.kernel.transports.typescript import spelling
from sala.kernel.transports.typescript.modules import Modules
from sala.kernel.transports.typescript.router import router

_STAMP = """/** Where a fact stands in the log, who caused it (null: Sala itself) and when. */
export interface Stamp {
  readonly position: number;
  readonly at: string;
  readonly actor: string | null;
}

export type LiveEvent = Fact & Stamp;

"""
_PROBLEMS = """/** A refusal as `/api` answers it (RFC 9457). */
export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly code: RefusalCode;
  readonly detail: string;
  readonly request: string;
  readonly fields: Readonly<Record<string, string>>;
}

/** A refusal as `/trpc` answers it, under `error.data`; `code` there is one of tRPC's own. */
export interface RefusalData {
  readonly httpStatus: number;
  readonly path: string;
  readonly refusal: RefusalCode;
  readonly detail: string;
  readonly request: string;
  readonly fields: Readonly<Record<string, string>>;
}

"""


def typescript(catalogue: Catalogue) -> dict[str, str]:
    """Generate every file; give their text by name."""
    return {
        **{f"{name}.ts": text for name, text in Modules(catalogue).texts().items()},
        "events.ts": _events(catalogue),
        "refusals.ts": _refusals(catalogue),
        "router.ts": router(catalogue),
    }


def _events(catalogue: Catalogue) -> str:
    by_context: dict[str, set[str]] = {}
    for event in catalogue.events:
        by_context.setdefault(context_of(event), set()).add(event.__name__)
    borrowed = [spelling.imports(names, f"./{home}") for home, names in sorted(by_context.items())]
    about = spelling.head("Every fact that `/live` tells a member.")
    names = [event.__name__ for event in catalogue.events]
    return "".join([about, "\n", *borrowed, "\n", _STAMP, _union("Fact", names)])


def _refusals(catalogue: Catalogue) -> str:
    codes = sorted({f'"{refusal.code}"' for refusal in catalogue.refusals})
    about = spelling.head("The stable codes of refusals.")
    return "".join([about, "\n", _PROBLEMS, _union("RefusalCode", codes)])


def _union(name: str, alternatives: list[str]) -> str:
    return f"export type {name} =\n" + "\n".join(f"  | {one}" for one in alternatives) + ";\n"
