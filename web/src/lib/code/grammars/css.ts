/** The grammar of CSS alone: what completes is left out of the page. */
export { cssLanguage as grammar } from "@codemirror/lang-css";
