/** The grammar of XML alone: what completes is left out of the page. */
export { xmlLanguage as grammar } from "@codemirror/lang-xml";
