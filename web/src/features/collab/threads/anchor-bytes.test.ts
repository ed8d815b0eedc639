import { expect, test } from "vitest";
import * as Y from "yjs";
import { readAnchor, writeAnchor } from "./anchor-bytes";

test("anchors are what Yjs writes and reads", () => {
  for (const [client, clock] of [
    [0, 0],
    [127, 128],
    [4_294_967_295, 16_384],
    [Number.MAX_SAFE_INTEGER, 1],
  ] as const) {
    for (const [as, assoc] of [
      ["start", 0],
      ["end", -1],
    ] as const) {
      const position = Y.createRelativePositionFromJSON({ item: { client, clock }, assoc });
      const bytes = Y.encodeRelativePosition(position);
      expect(writeAnchor({ client, clock }, as)).toBe(btoa(String.fromCharCode(...bytes)));
      expect(readAnchor(writeAnchor({ client, clock }, as))).toEqual({ client, clock });
    }
  }
});
