/** The grammar of TypeScript with JSX alone: what completes is left out of the page. */
export { tsxLanguage as grammar } from "@codemirror/lang-javascript";
