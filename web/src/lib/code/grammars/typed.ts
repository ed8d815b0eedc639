/** TypeScript, with elements or without. */
import { LRLanguage } from "@codemirror/language";
import { parser } from "@lezer/javascript";
import { elementProps, languageData, props } from "./ecmascript";

const javascript = LRLanguage.define({
  name: "javascript",
  parser: parser.configure({ props }),
  languageData,
});

export const typescript = javascript.configure({ dialect: "ts" }, "typescript");
export const tsx = javascript.configure({ dialect: "jsx ts", props: elementProps }, "typescript");
