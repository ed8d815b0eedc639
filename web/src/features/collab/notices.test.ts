import { expect, test } from "vitest";
import { barMessages } from "./bar-messages";
import { noticeText } from "./notices";

const notice = (code: string, text = "a.txt", lines: number[] = []) => ({ code, text, lines });

test("where both changed the same words the lines are named", () => {
  expect(noticeText(barMessages.en, notice("both_changed", "a.txt", [3, 7]))).toContain("3, 7");
  expect(noticeText(barMessages.th, notice("both_changed", "a.txt", [3, 7]))).toContain("3, 7");
});

test("a reason and a path are part of the sentence", () => {
  expect(noticeText(barMessages.en, notice("not_written", "The disk is full."))).toContain(
    "The disk is full.",
  );
  const moved = { ...notice("moved", "sub/b.txt"), was: "a.txt" };
  expect(noticeText(barMessages.en, moved)).toContain("“a.txt” was renamed to “sub/b.txt”");
});

test("a notice this page does not know says what the server said", () => {
  expect(noticeText(barMessages.en, notice("later", "something"))).toBe("something");
});
