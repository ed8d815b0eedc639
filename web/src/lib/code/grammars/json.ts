/** The grammar of JSON. */
export { jsonLanguage as grammar } from "@codemirror/lang-json";
