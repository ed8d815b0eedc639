import { NextRequest } from "next/server";
import { expect, test } from "vitest";
import { config, proxy } from "./proxy";

const source = new RegExp(`^${config.matcher[0]?.source ?? ""}$`);

test.each(["/", "/sign-in", "/w/harbour", "/w/harbour/src/windows.py", "/a.b", "/.well-known/x"])(
  "%s is a page and has a policy",
  (path) => {
    expect(source.test(path)).toBe(true);
  },
);

test.each(["/_next/static/chunks/a.js", "/_next/image", "/assets/worker.js", "/icon.svg"])(
  "%s is a file and has none",
  (path) => {
    expect(source.test(path)).toBe(false);
  },
);

test("page and policy carry the same nonce, another one for every request", () => {
  const nonces = [1, 2].map(() => {
    const { headers } = proxy(new NextRequest("http://sala.test/people"));
    const given = headers.get("x-middleware-request-x-nonce");
    expect(headers.get("content-security-policy")).toContain(`'nonce-${given ?? ""}'`);
    return given;
  });
  expect(new Set(nonces).size).toBe(2);
});

test("a nonce that a visitor brings along is not used", () => {
  const visit = new NextRequest("http://sala.test/", { headers: { "x-nonce": "evil" } });
  const { headers } = proxy(visit);
  expect(headers.get("x-middleware-request-x-nonce")).not.toBe("evil");
});

test("the page without a nonce has no address of its own", () => {
  const { headers } = proxy(new NextRequest("http://sala.test/_global-error"));
  expect(headers.get("x-middleware-rewrite")).toBe("http://sala.test/_not-found");
});
