import { expect, test } from "vitest";
import { languageOf } from "./languages";

test.each([
  ["src/windows.py", "Python"],
  ["Dockerfile", "Dockerfile"],
  ["deploy/Dockerfile.dev", "Dockerfile"],
  ["web/app.TSX", "TypeScript"],
  ["poetry.lock", "TOML"],
  [".env", "INI"],
])("%s is %s", (path, name) => {
  expect(languageOf(path)?.name).toBe(name);
});

test("a file without an ending is known by its first line", () => {
  expect(languageOf("bin/run", "#!/usr/bin/env python3")?.name).toBe("Python");
  expect(languageOf("sala", "#!/bin/sh")?.name).toBe("Shell");
});

test("what nobody knows has no language", () => {
  expect(languageOf("NOTES")).toBeUndefined();
  expect(languageOf("a.unheard-of")).toBeUndefined();
});

test("a grammar is loaded when asked for", async () => {
  const grammar = await languageOf("a.py")?.load();
  expect(grammar?.name).toBe("python");
});

test.each([
  "a.c",
  "a.css",
  "a.go",
  "a.html",
  "a.java",
  "a.js",
  "a.json",
  "a.md",
  "a.php",
  "a.rs",
  "a.sql",
  "a.ts",
  "a.tsx",
  "a.xml",
  "a.yml",
  "a.sh",
  "Dockerfile",
])("the grammar of %s parses", async (path) => {
  const grammar = await languageOf(path)?.load();
  expect(grammar?.parser.parse("a = 1\n").length).toBe(6);
});
