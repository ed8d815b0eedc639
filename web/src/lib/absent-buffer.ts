/**
 * Stands in for Node's Buffer in the browser, where nobody needs it.
 *
 * A library that asks which of the two it runs in names Buffer in the branch for Node; the bundler
 * would send 22 kB for that branch alone.
 */
export const Buffer = undefined;
