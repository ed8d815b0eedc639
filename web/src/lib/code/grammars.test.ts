/** The grammars that are ours do for a writer what those of CodeMirror's own packages do. */
import { css } from "@codemirror/lang-css";
import { html } from "@codemirror/lang-html";
import { javascript } from "@codemirror/lang-javascript";
import { php } from "@codemirror/lang-php";
import {
  ensureSyntaxTree,
  foldable,
  getIndentation,
  type Language,
  matchBrackets,
  syntaxTree,
} from "@codemirror/language";
import { EditorState } from "@codemirror/state";
import { expect, test } from "vitest";
import { languageOf } from "./languages";

const script = `// A comment
import { a } from "b";
/* of
   lines */
export async function f(x = 1) {
  if (x) {
    g(\`\${x} and\`, { one: [1, 2], two() { return /re/; } });
  } else
    h();
  switch (x) {
    case 1:
      break;
    default:
  }
  try {
    await g();
  } catch (error) {
    label: for (;;) continue label;
  }
  return (y) =>
    y;
}
class A extends B {
  #c = 1;
}
const open = {
`;

const typed = `interface Named<T> { readonly name: T }
enum Way { Up, Down }
export const f = <T,>(x: T): x is T => x as unknown as boolean;
`;

const elements = `const page = (
  <main
    className="a"
  >
    {names.map((name) => (
      <Row key={name} />
    ))}
    <br
      id="b"
    />
  </main>
);
`;

const sheet = `@media (min-width: 10px) {
  .a > b:hover::before {
    color: #fff; /* why */
    background:
      url(x.png);
  }
}
@keyframes k { from { top: 0 } }
`;

const page = `<!doctype html>
<!-- why -->
<html>
  <head>
    <style>
      .a {
        color: red;
      }
    </style>
    <style lang="scss">.b { .c {} }</style>
    <script type="application/json">{ "a": [1,
      true] }</script>
    <script>
      const a = {
        b: 1,
      };
    </script>
    <script lang="ts">let a: string;</script>
    <script type="text/babel">const b = <i>x</i>;</script>
    <script type="text/x-template"><p>const</p></script>
  </head>
  <body onclick="go(1)" style="color: blue; top: 0">
    <p class=a
      id=b>Text &amp; more<br>
    <ul>
      <li>one
    </ul>
    <div>
`;

const template = `<?php
namespace A;
/** why */
class B extends C {
    public function d(int $e): ?string {
        switch ($e) {
            case 1:
                return "x $e";
        }
        try { f(); } catch (G $h) { }
        foreach ($i as $j):
            k($j);
        endforeach;
    }
}
?>
<ul class="a">
  <?php if ($x): ?>
    <li onclick="go(<?= $x ?>)"><?= $x ?></li>
  <?php endif ?>
</ul>
<script>let a = 1;</script>
<style>.a { top: 0 }</style>
`;

/** A state whose text is read to its end, however busy the machine is. */
function readWhole(started: EditorState): EditorState {
  ensureSyntaxTree(started, started.doc.length, 20_000);
  return started.update({}).state;
}

/** Everything a writer meets at each character and each line of a text. */
function met(language: Language, text: string) {
  const state = readWhole(EditorState.create({ doc: text, extensions: language }));
  const nodes: string[] = [];
  syntaxTree(state).iterate({
    enter: ({ name, from, to }) => void nodes.push(`${name} ${from}-${to}`),
  });
  const lines = Array.from({ length: state.doc.lines }, (_, at) => state.doc.line(at + 1));
  return {
    name: language.name,
    nodes,
    indentation: lines.map(({ from }) => getIndentation(state, from)),
    folds: lines.map(({ from, to }) => foldable(state, from, to)),
    brackets: lines.map(({ from }) => matchBrackets(state, from, 1)),
    data: lines.map(({ from, length }) =>
      ["commentTokens", "closeBrackets", "indentOnInput", "wordChars"].map((name) =>
        state.languageDataAt<unknown>(name, from + Math.floor(length / 2)),
      ),
    ),
  };
}

test.each([
  ["a.js", script + elements, javascript({ jsx: true }).language],
  ["a.ts", script + typed, javascript({ typescript: true }).language],
  ["a.tsx", script + typed + elements, javascript({ jsx: true, typescript: true }).language],
  ["a.css", sheet, css().language],
  ["a.html", page, html().language],
  ["a.html", "<p>no script, no style</p>\n<div>\n", html().language],
  ["a.php", template, php().language],
  ["a.php", "<?php\nfunction a() {\n}\n", php().language],
  ["a.php", page, php().language],
])("%s is read, indented and folded as by the package", async (path, text, stock) => {
  const ours = await languageOf(path)?.load(text);
  if (!ours) throw new Error(`${path} has no language`);
  expect(met(ours, text)).toEqual(met(stock, text));
});

test("a script that is written later is read as soon as its grammar is here", async () => {
  const { grammar, prepare } = await import("./grammars/html");
  await prepare("<p>");
  const text = "<style>.a { top: 0 }</style>";
  const state = readWhole(EditorState.create({ doc: text, extensions: grammar }));
  await prepare(text);
  const later = readWhole(state.update({ changes: { from: 0, insert: "<p>" } }).state);
  expect(syntaxTree(later).resolveInner(text.indexOf("top") + 4, -1).name).toBe("PropertyName");
});
