/**
 * JavaScript and TypeScript, with JSX or without.
 *
 * They are as in CodeMirror's own package, which brings completion along: a test compares them.
 */
import {
  continuedIndent,
  defineLanguageFacet,
  delimitedIndent,
  flatIndent,
  foldInside,
  foldNodeProp,
  indentNodeProp,
  LRLanguage,
  sublanguageProp,
  type TreeIndentContext,
} from "@codemirror/language";
import type { SyntaxNode } from "@lezer/common";
import { parser } from "@lezer/javascript";
import { cases } from "./cases";

/** One unit more, but for a line that closes what this one is in. */
const within = (closing: RegExp) => (context: TreeIndentContext) =>
  context.lineIndent(context.node.from) + (closing.test(context.textAfter) ? 0 : context.unit);

const upTo = (from: SyntaxNode | null | undefined, last: SyntaxNode | null, whole: SyntaxNode) =>
  from && last && !from.type.isError
    ? { from: from.to, to: last.type.isError ? whole.to : last.from }
    : null;

export const javascript = LRLanguage.define({
  name: "javascript",
  parser: parser.configure({
    props: [
      indentNodeProp.add({
        IfStatement: continuedIndent({ except: /^\s*({|else\b)/ }),
        TryStatement: continuedIndent({ except: /^\s*({|catch\b|finally\b)/ }),
        LabeledStatement: flatIndent,
        SwitchBody: cases,
        Block: delimitedIndent({ closing: "}" }),
        ArrowFunction: (context) => context.baseIndent + context.unit,
        "TemplateString BlockComment": () => null,
        "Statement Property": continuedIndent({ except: /^\s*{/ }),
        JSXElement: within(/^\s*<\//),
        JSXEscape: within(/\s*\}/),
        "JSXOpenTag JSXSelfClosingTag": (context) =>
          context.column(context.node.from) + context.unit,
      }),
      foldNodeProp.add({
        "Block ClassBody SwitchBody EnumBody ObjectExpression ArrayExpression ObjectType":
          foldInside,
        BlockComment: ({ from, to }) => ({ from: from + 2, to: to - 2 }),
        JSXElement: (tree) =>
          tree.firstChild?.name === "JSXSelfClosingTag"
            ? null
            : upTo(tree.firstChild, tree.lastChild, tree),
        "JSXSelfClosingTag JSXOpenTag": (tree) =>
          upTo(tree.firstChild?.nextSibling, tree.lastChild, tree),
      }),
    ],
  }),
  languageData: {
    closeBrackets: { brackets: ["(", "[", "{", "'", '"', "`"] },
    commentTokens: { line: "//", block: { open: "/*", close: "*/" } },
    indentOnInput: /^\s*(?:case |default:|\{|\}|<\/)$/,
    wordChars: "$",
  },
});

const elements = {
  test: (node: SyntaxNode) => node.name.startsWith("JSX"),
  facet: defineLanguageFacet({ commentTokens: { block: { open: "{/*", close: "*/}" } } }),
};
const props = [sublanguageProp.add((type) => (type.isTop ? [elements] : undefined))];

export const typescript = javascript.configure({ dialect: "ts" }, "typescript");
export const jsx = javascript.configure({ dialect: "jsx", props });
export const tsx = javascript.configure({ dialect: "jsx ts", props }, "typescript");

/** One value alone, as a script of JSON is. */
export const expression = javascript.parser.configure({ top: "SingleExpression" });
