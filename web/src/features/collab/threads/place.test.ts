import { expect, test } from "vitest";
import * as Y from "yjs";
import { parts } from "../editor/parts";
import { anchorsOf, placeOf } from "./place";

const identity = { document: "d", epoch: 1 };

function paper(written: string) {
  const doc = new Y.Doc();
  const text = doc.getText("content");
  text.insert(0, written);
  const anchored = { text, identity };
  const read = (anchors: ReturnType<typeof anchorsOf>, as?: "said" | "undone") => {
    const range = anchors && placeOf(parts, anchored, anchors, as);
    return range && text.toJSON().slice(range.from, range.to);
  };
  return { text, anchored, read };
}

test("a passage moves with its text and takes in what is written inside it, not beside it", () => {
  const { text, anchored, read } = paper("one ความ🙂 three");
  const anchors = anchorsOf(parts, anchored, { from: 4, to: 10 });
  text.insert(0, "zero ");
  text.insert(text.toJSON().indexOf("ความ"), "before ");
  text.insert(text.toJSON().indexOf("🙂") + 2, " after");
  expect(read(anchors)).toBe("ความ🙂");
  text.insert(text.toJSON().indexOf("🙂"), "!");
  expect(read(anchors)).toBe("ความ!🙂");
});

test("what is left of a passage is the passage, until nothing is", () => {
  const { text, anchored, read } = paper("one two three");
  const anchors = anchorsOf(parts, anchored, { from: 4, to: 7 });
  text.delete(3, 3);
  expect(read(anchors)).toBe("o");
  text.delete(3, 1);
  expect(read(anchors)).toBe(undefined);
});

test("a passage of another document or epoch is not looked for in this one", () => {
  const { anchored } = paper("one");
  const anchors = anchorsOf(parts, anchored, { from: 0, to: 3 });
  expect(anchors && placeOf(parts, anchored, { ...anchors, epoch: 2 })).toBe(undefined);
  expect(anchors && placeOf(parts, anchored, { ...anchors, document: "e" })).toBe(undefined);
  expect(anchors && placeOf(parts, { ...anchored, identity: undefined }, anchors)).toBe(undefined);
});

test("text brought back by undoing is found here alone, and can be anchored anew", () => {
  const { text, anchored, read } = paper("one two three");
  const anchors = anchorsOf(parts, anchored, { from: 4, to: 7 });
  const undo = new Y.UndoManager(text);
  text.delete(3, 5);
  undo.undo();
  expect(text.toJSON()).toBe("one two three");
  expect(read(anchors)).toBe(undefined);
  expect(read(anchors, "undone")).toBe("two");
  const range = anchors && placeOf(parts, anchored, anchors, "undone");
  expect(read(range && anchorsOf(parts, anchored, range))).toBe("two");
});

test("nothing selected has no anchors", () => {
  const { anchored } = paper("one");
  expect(anchorsOf(parts, anchored, { from: 1, to: 1 })).toBe(undefined);
});
