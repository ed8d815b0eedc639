/** The grammar of Python alone: what completes is left out of the page. */
export { pythonLanguage as grammar } from "@codemirror/lang-python";
