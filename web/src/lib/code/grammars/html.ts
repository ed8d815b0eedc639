/** The grammar of HTML with the scripts and styles in it; what completes is left out of the page. */
export { htmlLanguage as grammar } from "@codemirror/lang-html";
