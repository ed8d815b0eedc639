import { expect, test } from "vitest";
import { actionForKey } from "./use-action-keys";
import type { Action } from "./registry";

const nothing = { ctrlKey: false, metaKey: false, shiftKey: false, altKey: false };
const action = (id: string, keys?: string): Action => ({
  id,
  label: id,
  group: "",
  keys,
  run: () => undefined,
});
const actions = [
  action("quiet"),
  action("find", "Ctrl K"),
  action("help", "?"),
  action("next", "F6"),
];

test("a chord finds its action, even while somebody types", () => {
  const pressed = { ...nothing, key: "k", ctrlKey: true };
  expect(actionForKey(actions, pressed, "other", true)?.id).toBe("find");
});

test("a single key is an action only while nobody types", () => {
  const pressed = { ...nothing, key: "?", shiftKey: true };
  expect(actionForKey(actions, pressed, "other", false)?.id).toBe("help");
  expect(actionForKey(actions, pressed, "other", true)).toBeUndefined();
});

test("a function key is never text", () => {
  expect(actionForKey(actions, { ...nothing, key: "F6" }, "other", true)?.id).toBe("next");
});
