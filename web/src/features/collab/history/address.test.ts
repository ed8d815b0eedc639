import { expect, test } from "vitest";
import { pastAddress } from "./address";

test("the address of a past names any path", () => {
  expect(pastAddress("w", "a b/ก?#.py")).toBe("/history/w/a%20b/%E0%B8%81%3F%23.py");
});
