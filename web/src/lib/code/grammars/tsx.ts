/** The grammar of TypeScript with JSX. */
export { tsx as grammar } from "./ecmascript";
