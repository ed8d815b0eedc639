import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { gzipSync } from "node:zlib";
import { afterEach, beforeEach, expect, test } from "vitest";
import { servedBytes } from "./served.ts";

const chunk = "static/chunks/page.js";
const script = "export const words = 1;\n".repeat(100);
let folder: string;
const at = (name: string) => path.join(folder, name);
const weigh = () => servedBytes(chunk, at("built"), at("sent"));

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "size-"));
  for (const name of ["built", "sent"])
    mkdirSync(path.dirname(path.join(at(name), chunk)), { recursive: true });
  writeFileSync(path.join(at("built"), chunk), script);
});
afterEach(() => rmSync(folder, { recursive: true }));

const send = (text: string, level: number) => {
  const packed = gzipSync(text, { level });
  writeFileSync(path.join(at("sent"), `${chunk}.gz`), packed);
  return packed.length;
};

test("a chunk weighs what the compressed file beside the server weighs, however it was made", () => {
  const quick = send(script, 1);
  expect(weigh()).toBe(quick);
  const thorough = send(script, 9);
  expect(weigh()).toBe(thorough);
  expect(thorough).toBeLessThan(quick);
});

test("a chunk that is not compressed is an error, never a weight of nothing", () => {
  expect(weigh).toThrow("missing");
});

test("a compressed file that is older than its script is an error", () => {
  send(script.replace("1", "2"), 9);
  expect(weigh).toThrow("another build");
});

test("what is too small to be compressed is sent as it is", () => {
  writeFileSync(path.join(at("built"), chunk), "export {};\n");
  expect(weigh()).toBe(11);
});
