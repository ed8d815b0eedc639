import { onlyTokens } from "./only-tokens.ts";
import { tester } from "./tester.ts";

tester.run("only-tokens", onlyTokens, {
  valid: [
    { name: "tokens", code: '<p className="w-4.5 bg-surface text-ink hover:bg-surface-hover" />' },
    { name: "a variable of the theme", code: '<p className="duration-(--time-touch)" />' },
    {
      name: "a fraction or a grid is no raw size",
      code: '<p className="grid-cols-[auto_1fr] w-1/2" />',
    },
    { name: "a sentence with a hash or a size in it", code: 'say("#12 is 37px wide")' },
  ],
  invalid: [
    {
      name: "a size in brackets",
      code: '<p className="text-ink w-[37px]" />',
      errors: [{ messageId: "raw" }],
    },
    {
      name: "a colour in brackets, behind a variant and in a template",
      code: "cx(`p-2 hover:bg-[#ff8800]`, 'text-[oklch(0.5_0.1_30)]')",
      errors: [{ messageId: "raw" }, { messageId: "raw" }],
    },
    {
      name: "a colour by itself",
      code: 'const style = { color: "#b00", background: "rgb(0 0 0 / 0.5)" };',
      errors: [{ messageId: "raw" }, { messageId: "raw" }],
    },
  ],
});
