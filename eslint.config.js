/** How TypeScript is linted here: types first, then React, then the rules of the house. */
import js from "@eslint/js";
import next from "@next/eslint-plugin-next";
import hooks from "eslint-plugin-react-hooks";
import sala from "eslint-plugin-sala";
import { defineConfig, globalIgnores } from "eslint/config";
import ts from "typescript-eslint";

export default defineConfig(
  globalIgnores([
    "**/.next/",
    "**/dist/",
    "**/node_modules/",
    "**/next-env.d.ts",
    ".venv*/",
    "server/",
    "bench/",
    "e2e/",
    "web/src/contracts/", // generated
  ]),
  js.configs.recommended,
  {
    files: ["**/*.ts", "**/*.tsx"],
    extends: [ts.configs.strictTypeChecked, ts.configs.stylisticTypeChecked],
    languageOptions: { parserOptions: { projectService: true } },
    rules: {
      "@typescript-eslint/consistent-type-imports": "error",
      "@typescript-eslint/consistent-type-definitions": ["error", "interface"],
      // `() => setOpen(true)` says all there is to say.
      "@typescript-eslint/no-confusing-void-expression": "off",
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
      "@typescript-eslint/no-empty-function": "off",
      // Matches and their positions count code points, as the server does.
      "@typescript-eslint/no-misused-spread": [
        "error",
        { allow: [{ from: "lib", name: "string" }] },
      ],
      // React's handlers may be async; what they throw is handled inside.
      "@typescript-eslint/no-misused-promises": [
        "error",
        { checksVoidReturn: { attributes: false } },
      ],
    },
  },
  {
    files: ["**/*.{js,ts,tsx}"],
    plugins: { sala },
    rules: { "sala/max-file-size": "error", "sala/no-module-mocks": "error" },
  },
  {
    files: ["web/**/*.{ts,tsx}"],
    extends: [hooks.configs.flat.recommended, next.configs["core-web-vitals"]],
    settings: { next: { rootDir: "web/" } },
    rules: {
      // Looks for a pages directory; there is none.
      "@next/next/no-html-link-for-pages": "off",
      "sala/feature-boundaries": "error",
      "sala/only-tokens": "error",
    },
  },
);
