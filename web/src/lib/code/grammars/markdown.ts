/**
 * The grammar of Markdown as GitHub has it; HTML in it stays plain.
 *
 * CodeMirror's own package would bring the grammars of HTML, CSS and JavaScript with every README.
 */
import { defineLanguageFacet, Language, languageDataProp } from "@codemirror/language";
import { GFM, parser } from "@lezer/markdown";

const data = defineLanguageFacet({
  commentTokens: { block: { open: "<!--", close: "-->" } },
  closeBrackets: { brackets: ["(", "[", "{", "`"] },
});

export const grammar = new Language(
  data,
  parser.configure([GFM, { props: [languageDataProp.add({ Document: data })] }]),
  [],
  "markdown",
);
