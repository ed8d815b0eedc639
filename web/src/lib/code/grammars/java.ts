/** The grammar of Java alone: what completes is left out of the page. */
export { javaLanguage as grammar } from "@codemirror/lang-java";
