import { expect, test } from "vitest";
import * as Y from "yjs";
import type { ThreadView } from "@/contracts/collab";
import { parts } from "../editor/parts";
import { anchorAgain } from "./anchor-again";
import { anchorsOf, placeOf, type Anchors } from "./place";

test("whoever undoes a deletion tells where the text is now, once, and others find it there", async () => {
  const doc = new Y.Doc();
  const text = doc.getText("content");
  text.insert(0, "one two three");
  const here = { text, identity: { document: "d", epoch: 1 } };
  const anchors = anchorsOf(parts, here, { from: 4, to: 7 });
  const thread = { thread: "t", ...anchors } as ThreadView;
  const told: Anchors[] = [];
  const look = anchorAgain(parts, (_, fresh) => Promise.resolve(told.push(fresh)));
  const undo = new Y.UndoManager(text);
  text.delete(4, 3);
  look(thread, here);
  expect(told).toEqual([]); // it is gone, and was not brought back
  undo.undo();
  look(thread, here);
  look(thread, here);
  expect(told).toHaveLength(1);
  const other = new Y.Doc();
  Y.applyUpdate(other, Y.encodeStateAsUpdate(doc));
  const there = { text: other.getText("content"), identity: here.identity };
  expect(placeOf(parts, there, thread)).toBe(undefined);
  expect(told[0] && placeOf(parts, there, told[0])).toEqual({ from: 4, to: 7 });
  await Promise.resolve();
});

test("text that was written in several goes comes back as one passage", () => {
  const doc = new Y.Doc();
  const text = doc.getText("content");
  text.insert(0, "one two three");
  const here = { text, identity: { document: "d", epoch: 1 } };
  const thread = { thread: "t", ...anchorsOf(parts, here, { from: 4, to: 13 }) } as ThreadView;
  const told: Anchors[] = [];
  const look = anchorAgain(parts, (_, fresh) => Promise.resolve(told.push(fresh)));
  const undo = new Y.UndoManager(text);
  text.insert(7, " and a half");
  look(thread, here);
  expect(told).toEqual([]);
  undo.stopCapturing();
  text.delete(4, 20);
  undo.undo();
  look(thread, here);
  expect(told[0] && placeOf(parts, here, told[0])).toEqual({ from: 4, to: 24 });
});
