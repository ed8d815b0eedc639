/** The rules of the house that no published plugin knows. */
import type { ESLint } from "eslint";
import { featureBoundaries } from "./rules/feature-boundaries.ts";
import { maxFileSize } from "./rules/max-file-size.ts";
import { noModuleMocks } from "./rules/no-module-mocks.ts";
import { onlyTokens } from "./rules/only-tokens.ts";

const plugin = {
  meta: { name: "eslint-plugin-sala", version: "0.1.0" },
  rules: {
    "feature-boundaries": featureBoundaries,
    "max-file-size": maxFileSize,
    "no-module-mocks": noModuleMocks,
    "only-tokens": onlyTokens,
  },
} satisfies ESLint.Plugin;

export default plugin;
