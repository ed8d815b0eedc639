/** JavaScript, with elements or without. */
import { LRLanguage } from "@codemirror/language";
import { elementProps, languageData, props } from "./ecmascript";
import { parser } from "./script/tables";

export const javascript = LRLanguage.define({
  name: "javascript",
  parser: parser.configure({ props }),
  languageData,
});

export const grammar = javascript.configure({ dialect: "jsx", props: elementProps });

/** One value alone, as a script of JSON is. */
export const expression = javascript.parser.configure({ top: "SingleExpression" });
