/** The grammar of C and C++ alone: what completes is left out of the page. */
export { cppLanguage as grammar } from "@codemirror/lang-cpp";
