/** A refusal as a page needs it: a stable code, a sentence, and which fields are meant. */
import { TRPCClientError } from "@trpc/client";

export interface Problem {
  /** The HTTP status; 0 when no answer came at all. */
  readonly status: number;
  /** Stable, as in `identity.wrong_credentials`; `sala.unreachable` when no answer came. */
  readonly code: string;
  readonly title: string;
  readonly detail: string;
  readonly fields: Readonly<Record<string, string>>;
  /** The request's id, for the log. */
  readonly request: string;
}

const unreachable: Problem = {
  status: 0,
  code: "sala.unreachable",
  title: "Sala does not answer",
  detail: "",
  fields: {},
  request: "",
};

type Bag = Readonly<Record<string, unknown>>;

function asBag(value: unknown): Bag | undefined {
  return typeof value === "object" && value !== null ? (value as Bag) : undefined;
}

function text(...candidates: readonly unknown[]): string {
  return candidates.find((value): value is string => typeof value === "string") ?? "";
}

/** Read problem+json (RFC 9457), whole or inside a tRPC error's `data`. */
export function readProblemBody(body: unknown, status = 0): Problem {
  const bag = asBag(body) ?? {};
  const inner = asBag(bag.problem) ?? bag;
  const fields = Object.entries(asBag(inner.fields) ?? {}).filter(
    (entry): entry is [string, string] => typeof entry[1] === "string",
  );
  const found = [inner.status, inner.httpStatus, bag.httpStatus].find((n) => typeof n === "number");
  return {
    status: typeof found === "number" ? found : status,
    code: text(inner.code, bag.code) || "sala.unknown",
    title: text(inner.title),
    detail: text(inner.detail, inner.title),
    fields: Object.fromEntries(fields),
    request: text(inner.request, bag.request),
  };
}

/** Whatever a call threw, as a problem. Anything that is not an answer of Sala is "unreachable". */
export function readProblem(error: unknown): Problem {
  if (!(error instanceof TRPCClientError)) return unreachable;
  const data = asBag(error.data as unknown);
  if (data === undefined) return unreachable;
  const problem = readProblemBody(data);
  return {
    ...problem,
    title: problem.title || error.message,
    detail: problem.detail || error.message,
  };
}
