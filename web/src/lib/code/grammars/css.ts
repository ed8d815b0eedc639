/** The grammar of CSS, as CodeMirror's own package has it but for what completes. */
import {
  continuedIndent,
  foldInside,
  foldNodeProp,
  indentNodeProp,
  LRLanguage,
} from "@codemirror/language";
import { parser } from "@lezer/css";

export const grammar = LRLanguage.define({
  name: "css",
  parser: parser.configure({
    props: [
      indentNodeProp.add({ Declaration: continuedIndent() }),
      foldNodeProp.add({ "Block KeyframeList": foldInside }),
    ],
  }),
  languageData: {
    commentTokens: { block: { open: "/*", close: "*/" } },
    indentOnInput: /^\s*\}$/,
    wordChars: "-",
  },
});

/** What stands in a `style` attribute. */
export const attribute = grammar.parser.configure({ top: "Styles" });
