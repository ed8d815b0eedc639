/** Fastify with schemas for what comes and what goes, one process: `FOLDER PORT TOKEN`. */
import { createHash } from "node:crypto";
import { DatabaseSync } from "node:sqlite";
import cookie from "@fastify/cookie";
import fastify from "fastify";

const [folder, port, token] = process.argv.slice(2);
const hash = (text) => createHash("sha256").update(text).digest("hex");
const sessions = new Map([[hash(token), "Ada"]]);

const database = new DatabaseSync(`${folder}/items.sqlite`);
database.exec("CREATE TABLE items (item INTEGER PRIMARY KEY, title TEXT NOT NULL, done INTEGER NOT NULL)");
const insert = database.prepare("INSERT INTO items VALUES (?, ?, 0)");
for (let item = 0; item < 1000; item += 1) insert.run(item, `Item ${item}`);
const byKey = database.prepare("SELECT item, title, done FROM items WHERE item = ?");

const uuid = { type: "string", format: "uuid" };
const message = {
  type: "object",
  additionalProperties: false,
  required: ["room", "message", "author", "body", "tags", "priority", "pinned", "sent"],
  properties: {
    room: uuid,
    message: uuid,
    author: uuid,
    body: { type: "string", minLength: 1, maxLength: 8000 },
    tags: { type: "array", maxItems: 10, items: { type: "string", maxLength: 40 } },
    priority: { type: "integer", minimum: 0, maximum: 9 },
    pinned: { type: "boolean" },
    sent: { type: "string", format: "date-time" },
  },
};
const receipt = {
  type: "object",
  properties: {
    message: uuid,
    room: uuid,
    length: { type: "integer" },
    accepted: { type: "boolean" },
  },
};
const query = { type: "object", required: ["item"], properties: { item: { type: "integer" } } };
const item = {
  type: "object",
  properties: {
    item: { type: "integer" },
    title: { type: "string" },
    done: { type: "boolean" },
  },
};

const app = fastify({
  logger: false,
  ajv: { customOptions: { removeAdditional: false, coerceTypes: false } },
});
await app.register(cookie);

async function member(request, reply) {
  const name = sessions.get(hash(request.cookies.sala_session ?? ""));
  if (name === undefined) return reply.code(401).send({ error: "Sign in first" });
  request.member = name;
}
app.decorateRequest("member", "");

const taken = { schema: { body: message, response: { 200: receipt } } };
const take = async ({ body }) => ({
  message: body.message,
  room: body.room,
  length: body.body.length,
  accepted: true,
});
app.post("/message", taken, take);
app.post("/message/signed-in", { ...taken, preHandler: member }, take);

// What arrives in a query string is text: here alone types are converted.
const asked = {
  schema: { querystring: query, response: { 200: item } },
  validatorCompiler: ({ schema }) => {
    const wanted = schema.properties.item.type === "integer";
    return (data) => {
      const number = Number(data.item);
      if (!wanted || !Number.isInteger(number)) return { error: new Error("item is no integer") };
      return { value: { item: number } };
    };
  },
};
const read = async (request) => {
  const row = byKey.get(request.query.item);
  return { item: row.item, title: row.title, done: Boolean(row.done) };
};
app.get("/item", asked, read);
app.get("/item/signed-in", { ...asked, preHandler: member }, read);

await app.listen({ host: "127.0.0.1", port: Number(port) });
console.log(`ready ${app.version} node ${process.versions.node}`);
process.on("SIGTERM", () => process.exit(0));
