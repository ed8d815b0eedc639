/** The grammar of Rust alone: what completes is left out of the page. */
export { rustLanguage as grammar } from "@codemirror/lang-rust";
