/** The grammar of JavaScript with JSX. */
export { jsx as grammar } from "./ecmascript";
