/** How far the lines of a `switch` stand in: its cases one unit, what they do two. */
import type { TreeIndentContext } from "@codemirror/language";

export function cases(context: TreeIndentContext): number {
  const after = context.textAfter;
  const units = /^\s*\}/.test(after) ? 0 : /^\s*(case|default)\b/.test(after) ? 1 : 2;
  return context.baseIndent + units * context.unit;
}
