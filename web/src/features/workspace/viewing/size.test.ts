import { expect, test } from "vitest";
import { saySize } from "./size";

test.each([
  [0, "0 bytes"],
  [999, "999 bytes"],
  [1_200, "1.2 kB"],
  [6_300_000, "6.3 MB"],
  [5_000_000_000_000, "5,000 GB"],
])("%i bytes are %s", (bytes, words) => {
  expect(saySize(bytes, "en")).toBe(words);
});
