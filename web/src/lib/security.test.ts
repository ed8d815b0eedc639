import { expect, test } from "vitest";
import { contentSecurityPolicy, makeNonce } from "./security";

function directives(development: boolean): ReadonlyMap<string, string> {
  const policy = contentSecurityPolicy({ nonce: "abc", development });
  return new Map(
    policy.split("; ").map((directive): [string, string] => {
      const [name = "", ...values] = directive.split(" ");
      return [name, values.join(" ")];
    }),
  );
}

test("a script runs with the page's nonce and in no other way", () => {
  const policy = directives(false);
  expect(policy.get("script-src")).toBe("'self' 'nonce-abc' 'strict-dynamic'");
  expect(policy.get("script-src-attr")).toBe("'none'");
});

test("unsafe-inline is said of style attributes alone, unsafe-eval of nothing", () => {
  const unsafe = [...directives(false)].filter(([, values]) => values.includes("unsafe"));
  expect(unsafe).toEqual([["style-src-attr", "'unsafe-inline'"]]);
});

test("nothing is fetched from, framed by or sent to anybody else", () => {
  const policy = directives(false);
  expect(policy.get("default-src")).toBe("'self'");
  expect(policy.get("connect-src")).toBe("'self'");
  expect(policy.get("frame-ancestors")).toBe("'none'");
  expect(policy.get("form-action")).toBe("'self'");
  expect(policy.get("base-uri")).toBe("'none'");
});

test("a nonce has 128 bits and is new every time", () => {
  const nonces = Array.from({ length: 100 }, makeNonce);
  for (const nonce of nonces) expect(nonce).toMatch(/^[A-Za-z0-9+/]{22}==$/);
  expect(new Set(nonces).size).toBe(nonces.length);
});
