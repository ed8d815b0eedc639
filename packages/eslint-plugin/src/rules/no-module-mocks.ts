/** No module is replaced behind a test's back: a fake is an adapter that is handed in. */
import type { Rule } from "eslint";
import type { MemberExpression } from "estree";

const runners = new Set(["vi", "vitest", "jest"]);
const replacers = new Set([
  "mock",
  "doMock",
  "hoisted",
  "importMock",
  "unstable_mockModule",
  "setMock",
]);

function propertyName({ property, computed }: MemberExpression): string | undefined {
  if (!computed && property.type === "Identifier") return property.name;
  return property.type === "Literal" && typeof property.value === "string"
    ? property.value
    : undefined;
}

export const noModuleMocks: Rule.RuleModule = {
  meta: {
    type: "problem",
    docs: { description: "tests bring up real things; fakes are handed in" },
    schema: [],
    messages: {
      mock: "`{{name}}` replaces a module behind the test's back. Hand a fake in as an argument instead.",
    },
  },
  create(context) {
    // `import { vi as v } from "vitest"` is the same thing under another name.
    const names = new Set(runners);
    return {
      ImportDeclaration(node) {
        if (node.source.value !== "vitest" && node.source.value !== "@jest/globals") return;
        for (const specifier of node.specifiers)
          if (
            specifier.type === "ImportSpecifier" &&
            specifier.imported.type === "Identifier" &&
            runners.has(specifier.imported.name)
          )
            names.add(specifier.local.name);
      },
      MemberExpression(node) {
        if (node.object.type !== "Identifier" || !names.has(node.object.name)) return;
        const property = propertyName(node);
        if (property === undefined || !replacers.has(property)) return;
        context.report({
          node,
          messageId: "mock",
          data: { name: `${node.object.name}.${property}` },
        });
      },
    };
  },
};
