/** The grammar of TypeScript. */
export { typescript as grammar } from "./ecmascript";
