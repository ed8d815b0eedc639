/** The grammar of JavaScript with JSX alone: what completes is left out of the page. */
export { jsxLanguage as grammar } from "@codemirror/lang-javascript";
