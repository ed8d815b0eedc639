/**
 * The grammar of PHP; that of the HTML around it comes when there is some.
 *
 * It is as in CodeMirror's own package, which always brings HTML, CSS and JavaScript along: a test
 * compares them.
 */
import {
  continuedIndent,
  delimitedIndent,
  foldInside,
  foldNodeProp,
  indentNodeProp,
  LRLanguage,
} from "@codemirror/language";
import { parseMixed } from "@lezer/common";
import { parser } from "@lezer/php";
import { cases } from "./cases";
import { Later } from "./later";

const markup = () => import("./html");
const around = new Later(async () => (await markup()).pieces.parser);

export const grammar = LRLanguage.define({
  name: "php",
  parser: parser.configure({
    props: [
      indentNodeProp.add({
        IfStatement: continuedIndent({ except: /^\s*({|else\b|elseif\b|endif\b)/ }),
        TryStatement: continuedIndent({ except: /^\s*({|catch\b|finally\b)/ }),
        SwitchBody: cases,
        ColonBlock: (context) => context.baseIndent + context.unit,
        "Block EnumBody DeclarationList": delimitedIndent({ closing: "}" }),
        ArrowFunction: (context) => context.baseIndent + context.unit,
        "String BlockComment": () => null,
        Statement: continuedIndent({ except: /^({|end(for|foreach|switch|while)\b)/ }),
      }),
      foldNodeProp.add({
        "Block EnumBody DeclarationList SwitchBody ArrayExpression ValueList": foldInside,
        ColonBlock: ({ from, to }) => ({ from: from + 1, to }),
        BlockComment: ({ from, to }) => ({ from: from + 2, to: to - 2 }),
      }),
    ],
    wrap: parseMixed((node) =>
      node.type.isTop ? { parser: around, overlay: ({ name }) => name === "Text" } : null,
    ),
    top: "Template",
  }),
  languageData: {
    commentTokens: { block: { open: "/*", close: "*/" }, line: "//" },
    indentOnInput: /^\s*(?:case |default:|end(?:if|for(?:each)?|switch|while)|else(?:if)?|\{|\})$/,
    wordChars: "$",
    closeBrackets: { stringPrefixes: ["b", "B"] },
  },
});

/** Fetch what is around the PHP in a text, so that it has its colours at once. */
export async function prepare(text: string): Promise<void> {
  if (!/^(?!<\?php\b)|\?>\s*\S/i.test(text)) return;
  await Promise.all([around.fetch(), (await markup()).prepare(text)]);
}
