/** The grammar of TypeScript alone: what completes is left out of the page. */
export { typescriptLanguage as grammar } from "@codemirror/lang-javascript";
