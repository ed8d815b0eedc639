/**
 * Stands in for lib0's logging in the browser, of which Yjs uses two warnings.
 *
 * The library's own writes in colours, for which it brings a description of every kind of node of
 * the DOM: 3 kB on a page with an editor.
 */
export const print = (...words: readonly unknown[]) => {
  console.log(...words.filter((word) => typeof word !== "symbol"));
};
export const warn = (...words: readonly unknown[]) => {
  console.warn(...words.filter((word) => typeof word !== "symbol"));
};
export const BOLD = Symbol("bold");
export const UNBOLD = Symbol("not bold");
export const RED = Symbol("red");
export const ORANGE = Symbol("orange");
