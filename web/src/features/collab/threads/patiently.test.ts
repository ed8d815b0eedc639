import { expect, test } from "vitest";
import { patiently } from "./patiently";

const refused = (code: string) => Object.assign(new Error(code), { data: { refusal: code } });

test("what has not arrived yet is asked for again, and nothing else is", async () => {
  let asked = 0;
  const answer = await patiently(
    () => {
      asked += 1;
      return asked < 4 ? Promise.reject(refused("collab.anchor_unknown")) : Promise.resolve("here");
    },
    { pause: 0 },
  );
  expect([answer, asked]).toEqual(["here", 4]);
  asked = 0;
  const gone = patiently(() => {
    asked += 1;
    return Promise.reject(refused("collab.passage_gone"));
  });
  await expect(gone).rejects.toThrow("collab.passage_gone");
  expect(asked).toBe(1);
});

test("patience ends", async () => {
  let asked = 0;
  const never = patiently(
    () => {
      asked += 1;
      return Promise.reject(refused("collab.anchor_unknown"));
    },
    { pause: 0 },
  );
  await expect(never).rejects.toThrow("collab.anchor_unknown");
  expect(asked).toBe(10);
});
