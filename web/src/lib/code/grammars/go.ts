/** The grammar of Go alone: what completes is left out of the page. */
export { goLanguage as grammar } from "@codemirror/lang-go";
