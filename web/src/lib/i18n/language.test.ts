import { expect, test } from "vitest";
import { chooseLanguage } from "./language";

test.each([
  ["th", "en-US,en;q=0.9", "th"],
  [undefined, "th-TH,th;q=0.9,en;q=0.8", "th"],
  [undefined, "en-GB,th;q=0.5", "en"],
  [undefined, "fr,th;q=0.4,en;q=0.2", "th"],
  [undefined, "th;q=0,en", "en"],
  [undefined, "fr-FR,de", "en"],
  [undefined, null, "en"],
  ["klingon", "th", "th"],
  [undefined, "TH", "th"],
  [undefined, ";;q=,,=", "en"],
])("cookie %s and header %s choose %s", (cookie, header, language) => {
  expect(chooseLanguage(cookie, header)).toBe(language);
});
