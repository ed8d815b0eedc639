/**
 * The grammar of HTML; those of scripts and styles come when there is a script or a style.
 *
 * It is as in CodeMirror's own package, which brings all three and their completion: a test
 * compares them.
 */
import {
  bracketMatchingHandle,
  foldNodeProp,
  indentNodeProp,
  LRLanguage,
  type TreeIndentContext,
} from "@codemirror/language";
import type { SyntaxNode } from "@lezer/common";
import { configureNesting, parser as htmlParser } from "@lezer/html";
import { Later } from "./later";

const markup = LRLanguage.define({
  name: "html",
  parser: htmlParser.configure({
    props: [
      indentNodeProp.add({
        Element: insideElement,
        "OpenTag CloseTag SelfClosingTag": (context) =>
          context.column(context.node.from) + context.unit,
        Document: afterLast,
      }),
      foldNodeProp.add({
        Element({ firstChild: first, lastChild: last, to }) {
          if (first?.name !== "OpenTag") return null;
          return { from: first.to, to: last?.name === "CloseTag" ? last.from : to };
        },
      }),
      bracketMatchingHandle.add({ "OpenTag CloseTag": (node) => node.getChild("TagName") }),
    ],
  }),
  languageData: {
    commentTokens: { block: { open: "<!--", close: "-->" } },
    indentOnInput: /^\s*<\/\w+\W$/,
    wordChars: "-_",
  },
});

function insideElement(context: TreeIndentContext): number | null {
  const [blank = "", , closes] = /^(\s*)(<\/)?/.exec(context.textAfter) ?? [];
  if (context.node.to <= context.pos + blank.length) return context.continue();
  return context.lineIndent(context.node.from) + (closes === undefined ? context.unit : 0);
}

/** At the end of a text whose last element is open still: inside of it. */
function afterLast(context: TreeIndentContext): number | null {
  const blank = /\s*/.exec(context.textAfter)?.[0].length ?? 0;
  if (context.pos + blank < context.node.to) return context.continue();
  let open: SyntaxNode | undefined;
  for (let node: SyntaxNode = context.node; ;) {
    const last: SyntaxNode | null = node.lastChild;
    if (last?.name !== "Element" || last.to !== node.to) break;
    open = node = last;
  }
  const closed = /^(CloseTag|SelfClosingTag)$/.test(open?.lastChild?.name ?? "");
  return open && !closed ? context.lineIndent(open.from) + context.unit : null;
}

const scripts = () => import("./ecmascript");
const styles = () => import("./css");

const javascript = new Later(async () => (await scripts()).javascript.parser);
const jsx = new Later(async () => (await scripts()).jsx.parser);
const typescript = new Later(async () => (await scripts()).typescript.parser);
const tsx = new Later(async () => (await scripts()).tsx.parser);
const json = new Later(async () => (await scripts()).expression);
const css = new Later(async () => (await styles()).grammar.parser);
const declarations = new Later(async () => (await styles()).attribute);

type Attributes = Readonly<Record<string, string | undefined>>;

const jsonType = /^(importmap|speculationrules|application\/(.+\+)?json)$/i;
const scriptType = /^(?:text|application)\/(?:x-)?(?:java|ecma)script$|^module$|^$/i;
const styleType = /^(text\/)?(x-)?(stylesheet|css)$|^$/i;

/** The first that fits is taken. */
const tags = (
  [
    ["script", typescript, ({ type, lang }) => type === "text/typescript" || lang === "ts"],
    ["script", jsx, ({ type }) => type === "text/babel" || type === "text/jsx"],
    ["script", tsx, ({ type }) => type === "text/typescript-jsx"],
    ["script", json, ({ type = "" }) => jsonType.test(type)],
    ["script", javascript, ({ type = "" }) => scriptType.test(type)],
    ["style", css, ({ type = "", lang = "" }) => /^(css)?$/.test(lang) && styleType.test(type)],
  ] satisfies [string, Later, (attributes: Attributes) => boolean][]
).map(([tag, parser, attrs]) => ({ tag, parser, attrs }));

const events =
  "beforeunload copy cut dragstart dragover dragleave dragenter dragend drag paste focus blur " +
  "change click load mousedown mouseenter mouseleave mouseup keydown keyup resize scroll unload";

const attributes = [
  { name: "style", parser: declarations },
  ...events.split(" ").map((event) => ({ name: `on${event}`, parser: javascript })),
];

export const grammar = markup.configure({ wrap: configureNesting(tags, attributes) });

/** HTML in pieces between those of another language, where an element may end elsewhere. */
export const pieces = grammar.configure({ dialect: "noMatch" });

/** Fetch what is nested in a text, so that it has its colours at once. */
export async function prepare(text: string): Promise<void> {
  const wanted: Later[] = [];
  if (/<script\b|\son[a-z]+\s*=/i.test(text)) wanted.push(javascript, jsx, typescript, tsx, json);
  if (/<style\b|\sstyle\s*=/i.test(text)) wanted.push(css, declarations);
  await Promise.all(wanted.map((one) => one.fetch()));
}
