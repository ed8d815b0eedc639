/** A refusal as a page needs it: a stable code, a sentence, and which fields are meant. */

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

/** Read problem+json (RFC 9457), or the `data` of a tRPC error, which names the code `refusal`. */
export function readProblemBody(body: unknown, status = 0): Problem {
  const bag = asBag(body) ?? {};
  const fields = Object.entries(asBag(bag.fields) ?? {}).filter(
    (entry): entry is [string, string] => typeof entry[1] === "string",
  );
  const found = [bag.status, bag.httpStatus].find((value) => typeof value === "number");
  return {
    status: typeof found === "number" ? found : status,
    code: text(bag.refusal, bag.code) || "sala.unknown",
    title: text(bag.title),
    detail: text(bag.detail, bag.title),
    fields: Object.fromEntries(fields),
    request: text(bag.request),
  };
}

/** Whatever a call threw, as a problem. Anything that is not an answer of Sala is "unreachable". */
export function readProblem(error: unknown): Problem {
  // By its shape, not its class: the first page is spared the client until it sends something.
  if (!(error instanceof Error) || !("data" in error)) return unreachable;
  const data = asBag(error.data);
  if (data === undefined) return unreachable;
  const problem = readProblemBody(data);
  return {
    ...problem,
    title: problem.title || error.message,
    detail: problem.detail || error.message,
  };
}
