/**
 * Shows characters that a text can hide behind: controls, and what turns the direction of writing.
 *
 * CodeMirror's own list leaves out the embeddings (U+202A to U+202C), the isolate U+2068 and the
 * invisible operators. Joiners (U+200C, U+200D) belong to the spelling of many languages and stay.
 */
import { highlightSpecialChars } from "@codemirror/view";

/** One such character. */
export const hiddenCharacter =
  // eslint-disable-next-line no-control-regex, no-misleading-character-class -- they are looked for
  /[\u0000-\u0008\u000a-\u001f\u007f-\u009f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\ufffc]/gu;

export const showHiddenCharacters = highlightSpecialChars({ specialChars: hiddenCharacter });
