/** A file past its size becomes a folder of the same name with one noun a module. */
import type { Rule } from "eslint";

export const maxFileSize: Rule.RuleModule = {
  meta: {
    type: "suggestion",
    docs: { description: "keep every file at a size that is read in one go" },
    schema: [
      {
        type: "object",
        properties: { lines: { type: "integer", minimum: 1 } },
        additionalProperties: false,
      },
    ],
    defaultOptions: [{ lines: 250 }],
    messages: {
      tooLong:
        "{{count}} lines, {{lines}} are allowed. Make it a folder of the same name with one noun a module.",
    },
  },
  create(context) {
    const { lines } = context.options[0] as { readonly lines: number };
    return {
      Program(node) {
        const all = context.sourceCode.lines;
        const count = all.at(-1) === "" ? all.length - 1 : all.length;
        if (count <= lines) return;
        context.report({
          node,
          loc: { line: lines + 1, column: 0 },
          messageId: "tooLong",
          data: { count: String(count), lines: String(lines) },
        });
      },
    };
  },
};
