/** ESLint's rule tester, speaking to Vitest and reading TypeScript with JSX. */
import { RuleTester } from "eslint";
import { afterAll, describe, it } from "vitest";
import { parser } from "typescript-eslint";

Object.assign(RuleTester, { afterAll, describe, it, itOnly: it.only });

export const tester = new RuleTester({
  languageOptions: { parser, parserOptions: { ecmaFeatures: { jsx: true } } },
});
