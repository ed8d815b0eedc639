/** The grammar of TypeScript with elements in it. */
export { tsx as grammar } from "./typed";
