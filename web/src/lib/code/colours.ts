/** Which colour of the theme each kind of word in code has: one table for the editor and for diffs. */
import { tags as t, type Tag } from "@lezer/highlight";

export type SyntaxColour =
  | "comment"
  | "decorator"
  | "function"
  | "invalid"
  | "keyword"
  | "number"
  | "property"
  | "punctuation"
  | "string"
  | "type";

/** Later rows do not outweigh earlier ones: the more particular tag wins. */
export const syntaxColours: readonly (readonly [readonly Tag[], SyntaxColour])[] = [
  [[t.keyword, t.modifier, t.operatorKeyword, t.self, t.heading], "keyword"],
  [[t.string, t.special(t.string), t.regexp, t.monospace], "string"],
  [[t.number, t.bool, t.null, t.atom, t.unit, t.constant(t.variableName)], "number"],
  [[t.comment, t.docComment, t.quote], "comment"],
  [
    [
      t.function(t.variableName),
      t.function(t.definition(t.variableName)),
      t.function(t.propertyName),
      t.labelName,
      t.link,
      t.url,
    ],
    "function",
  ],
  [[t.typeName, t.className, t.namespace, t.tagName], "type"],
  [[t.propertyName, t.attributeName], "property"],
  [[t.meta, t.annotation, t.processingInstruction], "decorator"],
  [[t.operator, t.punctuation, t.bracket, t.separator, t.derefOperator], "punctuation"],
  [[t.invalid], "invalid"],
];
