/**
 * How JavaScript and TypeScript are indented, folded and commented.
 *
 * It is as in CodeMirror's own package, which brings completion along: a test compares them.
 */
import {
  continuedIndent,
  defineLanguageFacet,
  delimitedIndent,
  flatIndent,
  foldInside,
  foldNodeProp,
  indentNodeProp,
  sublanguageProp,
  type TreeIndentContext,
} from "@codemirror/language";
import type { SyntaxNode } from "@lezer/common";
import { cases } from "./cases";

/** One unit more, but for a line that closes what this one is in. */
const within = (closing: RegExp) => (context: TreeIndentContext) =>
  context.lineIndent(context.node.from) + (closing.test(context.textAfter) ? 0 : context.unit);

const upTo = (from: SyntaxNode | null | undefined, last: SyntaxNode | null, whole: SyntaxNode) =>
  from && last && !from.type.isError
    ? { from: from.to, to: last.type.isError ? whole.to : last.from }
    : null;

export const props = [
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
    "JSXOpenTag JSXSelfClosingTag": (context) => context.column(context.node.from) + context.unit,
  }),
  foldNodeProp.add({
    "Block ClassBody SwitchBody EnumBody ObjectExpression ArrayExpression ObjectType": foldInside,
    BlockComment: ({ from, to }) => ({ from: from + 2, to: to - 2 }),
    JSXElement: (tree) =>
      tree.firstChild?.name === "JSXSelfClosingTag"
        ? null
        : upTo(tree.firstChild, tree.lastChild, tree),
    "JSXSelfClosingTag JSXOpenTag": (tree) =>
      upTo(tree.firstChild?.nextSibling, tree.lastChild, tree),
  }),
];

export const languageData = {
  closeBrackets: { brackets: ["(", "[", "{", "'", '"', "`"] },
  commentTokens: { line: "//", block: { open: "/*", close: "*/" } },
  indentOnInput: /^\s*(?:case |default:|\{|\}|<\/)$/,
  wordChars: "$",
};

const elements = {
  test: (node: SyntaxNode) => node.name.startsWith("JSX"),
  facet: defineLanguageFacet({ commentTokens: { block: { open: "{/*", close: "*/}" } } }),
};
/** Elements are commented in a way of their own. */
export const elementProps = [sublanguageProp.add((type) => (type.isTop ? [elements] : undefined))];
