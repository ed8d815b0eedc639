import { expect, test } from "vitest";
import { sayAgent } from "./agent";

test.each([
  ["Mozilla/5.0 (X11; Linux x86_64; rv:146.0) Gecko/20100101 Firefox/146.0", "Firefox, Linux"],
  [
    "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 (KHTML) Chrome/156.0 Safari/537.36 Edg/156.0",
    "Edge, Windows",
  ],
  [
    "Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) AppleWebKit Version/19.0 Safari/604.1",
    "Safari, iPhone",
  ],
  ["curl/8.11", "curl"],
  ["", undefined],
])("%s is %s", (agent, words) => {
  expect(sayAgent(agent)).toBe(words);
});
