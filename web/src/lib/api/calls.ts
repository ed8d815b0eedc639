/**
 * Calls the server's procedures over tRPC's HTTP protocol: those of one moment in one request.
 *
 * The stock client carries the half of tRPC that a server needs. This one speaks the same protocol
 * and is typed by the stock one's types, for a seventh of the bytes.
 */
import type { TRPCClient } from "@trpc/client";
import type { AppRouter } from "@/contracts/router";

type Kind = "query" | "mutate";

interface Call {
  readonly path: string;
  readonly input: unknown;
  readonly signal?: AbortSignal;
  readonly resolve: (answer: unknown) => void;
  readonly reject: (error: unknown) => void;
}

/** What the server refused; `data` is what it said of it, as in the stock client's errors. */
class Refused extends Error {
  override readonly name = "Refused";
  readonly data: unknown;

  constructor(message: string, data: unknown) {
    super(message);
    this.data = data;
  }
}

interface Said {
  readonly result?: { readonly data?: unknown };
  readonly error?: { readonly message?: string; readonly data?: unknown };
}

/** Longer addresses than this are not safe everywhere: what does not fit goes in a further request. */
const longest = 4_000;
/** The server answers no more calls than this in one request. */
const most = 64;

const inputsOf = (calls: readonly Call[]) =>
  JSON.stringify(Object.fromEntries(calls.map(({ input }, index) => [index, input])));

function addressOf(base: string, kind: Kind, calls: readonly Call[]): string {
  const address = `${base}/${calls.map(({ path }) => path).join(",")}?batch=1`;
  return kind === "query" ? `${address}&input=${encodeURIComponent(inputsOf(calls))}` : address;
}

async function send(base: string, kind: Kind, calls: readonly Call[]): Promise<void> {
  const [first] = calls;
  try {
    const response = await fetch(addressOf(base, kind, calls), {
      // One of many that lost interest must not take the answers of the others.
      signal: calls.length === 1 ? first?.signal : undefined,
      ...(kind === "mutate" && {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: inputsOf(calls),
      }),
    });
    const body = (await response.json()) as Said | readonly Said[];
    calls.forEach(({ resolve, reject }, index) => {
      // A request that is refused as a whole has one answer for all of its calls.
      const said = Array.isArray(body) ? (body as readonly Said[])[index] : (body as Said);
      if (said?.result) resolve(said.result.data);
      else reject(new Refused(said?.error?.message ?? "No answer", said?.error?.data));
    });
  } catch (error) {
    for (const { reject } of calls) reject(error);
  }
}

/** Calls in the order they came, in as few requests as their addresses allow. */
function requestsOf(base: string, kind: Kind, calls: readonly Call[]): readonly Call[][] {
  const requests: Call[][] = [];
  for (const call of calls) {
    const last = requests.at(-1);
    if (last && last.length < most && addressOf(base, kind, [...last, call]).length <= longest)
      last.push(call);
    else requests.push([call]);
  }
  return requests;
}

type Ask = (
  path: string,
  kind: Kind,
  input: unknown,
  options?: { readonly signal?: AbortSignal },
) => Promise<unknown>;

function asking(base: string): Ask {
  const waiting: Record<Kind, Call[]> = { query: [], mutate: [] };
  return (path, kind, input, options) =>
    new Promise((resolve, reject) => {
      const calls = waiting[kind];
      if (calls.length === 0)
        setTimeout(() => {
          for (const request of requestsOf(base, kind, calls.splice(0)))
            void send(base, kind, request);
        });
      calls.push({ path, input, signal: options?.signal, resolve, reject });
    });
}

/** A tree of names whose leaves are functions: `at(["workspace", "listFolder", "query"], values)`. */
export function namesOf(
  at: (names: readonly string[], values: readonly unknown[]) => unknown,
  names: readonly string[] = [],
): unknown {
  const known: Record<string, unknown> = {};
  return new Proxy(() => undefined, {
    get: (_, name) =>
      // `then` would make it a promise to whoever awaits it.
      typeof name === "string" && name !== "then"
        ? (known[name] ??= namesOf(at, [...names, name]))
        : undefined,
    apply: (_, __, values: readonly unknown[]) => at(names, values),
  });
}

/** A client of the procedures under `base`, an address without a slash at its end. */
export function createClient(base: string): TRPCClient<AppRouter> {
  const ask = asking(base);
  return namesOf((names, [input, options]) =>
    ask(
      names.slice(0, -1).join("."),
      names.at(-1) === "query" ? "query" : "mutate",
      input,
      options as { readonly signal?: AbortSignal } | undefined,
    ),
  ) as TRPCClient<AppRouter>;
}
