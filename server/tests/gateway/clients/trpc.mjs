/** A stock tRPC client against a server: `node trpc.mjs URL TOKEN`, answers as JSON lines. */
import { createTRPCClient, httpBatchLink, httpLink, TRPCClientError } from "@trpc/client";

const [url, token] = process.argv.slice(2);
const requests = [];
const options = {
  url: `${url}/trpc`,
  headers: { authorization: `Bearer ${token}` },
  fetch: async (input, init) => {
    const response = await fetch(input, init);
    requests.push({ method: init.method, path: new URL(input).pathname, status: response.status });
    return response;
  },
};
const note = "6f1d1c5e-9c3a-4a8e-8b43-2d6f7a0f4f11";

async function tried(promise) {
  try {
    return { answer: await promise };
  } catch (error) {
    if (!(error instanceof TRPCClientError)) throw error;
    return { message: error.message, shape: error.shape };
  }
}

async function told(name, ...promises) {
  requests.length = 0;
  const outcomes = await Promise.all(promises.map(tried));
  console.log(JSON.stringify({ name, outcomes, requests }));
}

const single = createTRPCClient({ links: [httpLink(options)] });
await told("query", single.tests.findNotes.query({ title: "น้ำ & ไฟ?", limit: 3 }));
await told("query without input", single.tests.findNotes.query());
await told("mutation", single.tests.writeNote.mutate({ note, title: "Hello" }));
await told("mutation without input", single.tests.leave.mutate());
await told("wrong fields", single.tests.writeNote.mutate({ note, title: 7 }));
await told("refusal", single.tests.collide.mutate());
await told("bug", single.tests.break.mutate());
await told("unknown", single.tests.nothing.query());
await told("inside", single.tests.inside.mutate());
await told("a mutation asked as a query", single.tests.writeNote.query({ note, title: "Hello" }));

const batch = createTRPCClient({ links: [httpBatchLink(options)] });
await told(
  "batch",
  batch.tests.findNotes.query({ title: "a" }),
  batch.tests.findNotes.query({ limit: 99 }),
  batch.tests.repeat.query({ times: 2 }),
);
await told(
  "batch of mutations",
  batch.tests.writeNote.mutate({ note, title: "one" }),
  batch.tests.collide.mutate(),
);
const posted = createTRPCClient({ links: [httpBatchLink({ ...options, methodOverride: "POST" })] });
await told("queries by POST", posted.tests.findNotes.query({}), posted.tests.repeat.query({ times: 1 }));
