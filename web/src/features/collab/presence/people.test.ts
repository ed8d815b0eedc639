import { expect, test } from "vitest";
import { byPath, known, presentIn, type People } from "./people";

const people: People = new Map(
  ["kt", "mr"].map((member, at) => [member, { member, name: member.toUpperCase(), slot: at + 1 }]),
);

test("a state the server did not stamp is nobody", () => {
  const states = [null, {}, { member: 3 }, { path: "a" }, { member: "kt", path: "a", follows: 7 }];
  expect(presentIn(states.entries())).toEqual([{ client: 4, member: "kt", path: "a", follows: 7 }]);
});

test("a person with two pages is one person, and a stranger waits for a name", () => {
  expect(known(["mr", "kt", "mr", "xx"], people).map(({ name }) => name)).toEqual(["MR", "KT"]);
});

test("each file tells who has it in front", () => {
  const present = [
    { member: "kt", path: "a.py" },
    { member: "mr", path: "a.py" },
    { member: "kt", path: "b.py" },
    { member: "kt", path: undefined },
  ].map((one, client) => ({ ...one, client, follows: undefined }));
  const files = byPath(present, people);
  expect([...files.keys()]).toEqual(["a.py", "b.py"]);
  expect(files.get("a.py")?.map(({ member }) => member)).toEqual(["kt", "mr"]);
});
