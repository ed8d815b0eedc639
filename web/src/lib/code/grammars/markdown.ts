/** The grammar of Markdown as GitHub has it; HTML in it stays plain, which spares the page two grammars. */
export { markdownLanguage as grammar } from "@codemirror/lang-markdown";
