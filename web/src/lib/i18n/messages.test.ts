import { expect, test } from "vitest";
import { defineMessages } from "./messages";

test("both languages answer with their own words", () => {
  const words = defineMessages(
    { saved: "Saved", edits: (count: number) => `${count} edits`, menu: { open: "Open" } },
    { saved: "บันทึกแล้ว", edits: (count) => `แก้ไข ${count} รายการ`, menu: { open: "เปิด" } },
  );
  expect([words.en.edits(2), words.th.edits(2), words.th.menu.open]).toEqual([
    "2 edits",
    "แก้ไข 2 รายการ",
    "เปิด",
  ]);
});

// Each comment below is itself the test: `tsc` fails where the error it expects is not there.
test("Thai that is missing, misnamed or of other parameters does not compile", () => {
  // @ts-expect-error a message without its Thai
  defineMessages({ saved: "Saved", lost: "Lost" }, { saved: "บันทึกแล้ว" });
  // @ts-expect-error a Thai message that English does not have
  defineMessages({ saved: "Saved" }, { saved: "บันทึกแล้ว", gone: "หายไป" });
  // @ts-expect-error a message deeper down without its Thai
  defineMessages({ menu: { open: "Open", close: "Close" } }, { menu: { open: "เปิด" } });
  // @ts-expect-error a number is handed over, not a text
  defineMessages({ edits: (count: number) => `${count}` }, { edits: (count: string) => count });
  // @ts-expect-error a message with a value became one without
  defineMessages({ edits: (count: number) => `${count}` }, { edits: 3 });
});
