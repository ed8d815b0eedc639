import { maxFileSize } from "./max-file-size.ts";
import { tester } from "./tester.ts";

const lines = (count: number) => "f();\n".repeat(count);

tester.run("max-file-size", maxFileSize, {
  valid: [
    { name: "exactly the size, with a line end", code: lines(250) },
    { name: "a size of its own", code: lines(3), options: [{ lines: 3 }] },
  ],
  invalid: [
    {
      name: "one line too many",
      code: lines(251),
      errors: [{ messageId: "tooLong", line: 251, data: { count: "251", lines: "250" } }],
    },
    {
      name: "one line too many without a line end",
      code: `${lines(3)}f();`,
      options: [{ lines: 3 }],
      errors: [{ messageId: "tooLong", line: 4 }],
    },
  ],
});
