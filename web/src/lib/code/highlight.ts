/** Colours lines of code outside of an editor: a diff, a match. Fetched when there is something to colour. */
import { highlightCode, tagHighlighter } from "@lezer/highlight";
import { syntaxColours, type SyntaxColour } from "./colours";
import { languageOf } from "./languages";

/** A stretch of one line in one colour. */
export interface Run {
  readonly text: string;
  readonly className: string;
}

// Literal, since the style sheet is made from what is written.
const classes: Readonly<Record<SyntaxColour, string>> = {
  comment: "text-syntax-comment italic",
  decorator: "text-syntax-decorator",
  function: "text-syntax-function",
  invalid: "text-syntax-invalid",
  keyword: "text-syntax-keyword",
  number: "text-syntax-number",
  property: "text-syntax-property",
  punctuation: "text-syntax-punctuation",
  string: "text-syntax-string",
  type: "text-syntax-type",
};

const highlighter = tagHighlighter(
  syntaxColours.flatMap(([tags, colour]) => tags.map((tag) => ({ tag, class: classes[colour] }))),
);

/** The lines in runs of one colour; nothing for a language that nobody knows. */
export async function colourLines(
  path: string,
  lines: readonly string[],
): Promise<readonly (readonly Run[])[]> {
  const language = languageOf(path, lines[0]);
  if (!language) return [];
  const code = lines.join("\n");
  const grammar = await language.load(code);
  const coloured: Run[][] = [[]];
  highlightCode(
    code,
    grammar.parser.parse(code),
    highlighter,
    (text, className) => coloured.at(-1)?.push({ text, className }),
    () => coloured.push([]),
  );
  return coloured;
}
