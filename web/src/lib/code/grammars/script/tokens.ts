/**
 * The words of JavaScript that depend on what is around them: line ends, `++`, `?.`, a tag.
 *
 * After @lezer/javascript: copyright (C) 2018 by Marijn Haverbeke and others, MIT License.
 */
import { ContextTracker, ExternalTokenizer, type InputStream } from "@lezer/lr";
import {
  BlockComment,
  Dialect_jsx,
  incdec,
  incdecPrefix,
  insertSemi,
  JSXStartTag,
  LineComment,
  newline,
  noSemi,
  questionDot,
  spaces,
} from "./tables.terms";

const code = (character: string) => character.charCodeAt(0);
const braceR = code("}");
const semicolon = code(";");
const slash = code("/");
const star = code("*");
const plus = code("+");
const minus = code("-");
const less = code("<");
const comma = code(",");
const question = code("?");
const dot = code(".");

const isSpace = (next: number) => next >= 0 && /[\s\x85]/.test(String.fromCharCode(next));

/** Whether a line ended since the last word. */
export const trackNewline = new ContextTracker<boolean>({
  start: false,
  shift: (context, term) =>
    term === LineComment || term === BlockComment || term === spaces ? context : term === newline,
  strict: false,
});

export const insertSemicolon = new ExternalTokenizer(
  (input, stack) => {
    if (input.next === braceR || input.next === -1 || stack.context) input.acceptToken(insertSemi);
  },
  { contextual: true, fallback: true },
);

export const noSemicolon = new ExternalTokenizer(
  (input, stack) => {
    const { next } = input;
    if (isSpace(next)) return;
    const after = next === slash ? input.peek(1) : -1;
    if (after === slash || after === star) return;
    if (next !== braceR && next !== semicolon && next !== -1 && !stack.context)
      input.acceptToken(noSemi);
  },
  { contextual: true },
);

export const operatorToken = new ExternalTokenizer(
  (input, stack) => {
    const { next } = input;
    if (next === plus || next === minus) {
      if (input.advance() !== next) return;
      input.advance();
      input.acceptToken(!stack.context && stack.canShift(incdec) ? incdec : incdecPrefix);
    } else if (next === question && input.peek(1) === dot) {
      input.advance();
      input.advance();
      // With a digit after it, it is a question and a number.
      if (input.next < 48 || input.next > 57) input.acceptToken(questionDot);
    }
  },
  { contextual: true },
);

const isNameStart = (next: number) =>
  (next >= 65 && next <= 90) || (next >= 97 && next <= 122) || next === 95 || next >= 192;
const isInName = (next: number) => isNameStart(next) || (next >= 48 && next <= 57);

/** Goes on over what fits; how far. */
function over(input: InputStream, fits: (next: number) => boolean): number {
  let count = 0;
  for (; fits(input.next); count++) input.advance();
  return count;
}

export const jsx = new ExternalTokenizer((input, stack) => {
  if (input.next !== less || !stack.dialectEnabled(Dialect_jsx)) return;
  if (input.advance() === slash) return;
  let back = over(input, isSpace);
  if (isNameStart(input.next)) {
    back += over(input, isInName) + over(input, isSpace);
    // `a <b, c`: no tag has a comma after its name.
    if (input.next === comma) return;
  }
  input.acceptToken(JSXStartTag, -back);
});
