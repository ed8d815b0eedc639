import { expect, test } from "vitest";
import { draftsOf } from "./drafts";

function storage(): Storage {
  const kept = new Map<string, string>();
  return {
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, text) => void kept.set(key, text),
    removeItem: (key) => void kept.delete(key),
    clear: () => kept.clear(),
    key: () => null,
    get length() {
      return kept.size;
    },
  };
}

test("a draft is there again on another page of the same device, and nobody else's", () => {
  const device = storage();
  draftsOf("anong/w", () => device).write("t", "Why");
  expect(draftsOf("anong/w", () => device).read("t")).toBe("Why");
  expect(draftsOf("boon/w", () => device).read("t")).toBe("");
  expect(draftsOf("anong/w", () => device).read("u")).toBe("");
});

test("what was sent leaves nothing behind", () => {
  const device = storage();
  const drafts = draftsOf("anong/w", () => device);
  drafts.write("t", "Why");
  drafts.write("t", "");
  expect([drafts.read("t"), device.length]).toEqual(["", 0]);
});

test("without storage a draft lives as long as the page", () => {
  const drafts = draftsOf("anong/w", () => {
    throw new Error("refused");
  });
  drafts.write("t", "Why");
  expect(drafts.read("t")).toBe("Why");
});
