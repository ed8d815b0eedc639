/** Which language a file is in, and its grammar, fetched when the first such file is opened. */
import { StreamLanguage, type Language as Grammar, type StreamParser } from "@codemirror/language";
import { LRParser } from "@lezer/lr";

export interface Language {
  /** As people call it, the same in every language. */
  readonly name: string;
  /** What most grammars run on: here, since each of them would bring a copy of its own. */
  readonly runtime: typeof LRParser;
  /** Its grammar, with those that are nested in a text. */
  readonly load: (text?: string) => Promise<Grammar>;
}

type GrammarModule = Promise<{
  readonly grammar: Grammar;
  readonly prepare?: (text: string) => Promise<void>;
}>;

const language = (name: string, load: () => GrammarModule): Language => ({
  name,
  runtime: LRParser,
  load: async (text = "") => {
    const { grammar, prepare } = await load();
    await prepare?.(text);
    return grammar;
  },
});

const stream = (name: string, load: () => Promise<StreamParser<unknown>>): Language => ({
  name,
  runtime: LRParser,
  load: async () => StreamLanguage.define(await load()),
});

const languages = {
  cpp: language("C++", () => import("./grammars/cpp")),
  css: language("CSS", () => import("./grammars/css")),
  docker: stream("Dockerfile", () =>
    import("@codemirror/legacy-modes/mode/dockerfile").then((m) => m.dockerFile),
  ),
  go: language("Go", () => import("./grammars/go")),
  html: language("HTML", () => import("./grammars/html")),
  ini: stream("INI", () =>
    import("@codemirror/legacy-modes/mode/properties").then((m) => m.properties),
  ),
  java: language("Java", () => import("./grammars/java")),
  js: language("JavaScript", () => import("./grammars/javascript")),
  json: language("JSON", () => import("./grammars/json")),
  lua: stream("Lua", () => import("@codemirror/legacy-modes/mode/lua").then((m) => m.lua)),
  markdown: language("Markdown", () => import("./grammars/markdown")),
  php: language("PHP", () => import("./grammars/php")),
  python: language("Python", () => import("./grammars/python")),
  ruby: stream("Ruby", () => import("@codemirror/legacy-modes/mode/ruby").then((m) => m.ruby)),
  rust: language("Rust", () => import("./grammars/rust")),
  shell: stream("Shell", () => import("@codemirror/legacy-modes/mode/shell").then((m) => m.shell)),
  sql: language("SQL", () => import("./grammars/sql")),
  swift: stream("Swift", () => import("@codemirror/legacy-modes/mode/swift").then((m) => m.swift)),
  toml: stream("TOML", () => import("@codemirror/legacy-modes/mode/toml").then((m) => m.toml)),
  ts: language("TypeScript", () => import("./grammars/typescript")),
  tsx: language("TypeScript", () => import("./grammars/tsx")),
  xml: language("XML", () => import("./grammars/xml")),
  yaml: language("YAML", () => import("./grammars/yaml")),
} as const satisfies Readonly<Record<string, Language>>;

type Key = keyof typeof languages;

const endings: Readonly<Record<Key, readonly string[]>> = {
  cpp: ["c", "cc", "cpp", "cxx", "h", "hh", "hpp", "ino"],
  css: ["css", "scss", "less"],
  docker: ["dockerfile", "containerfile"],
  go: ["go"],
  html: ["html", "htm", "vue", "svelte", "jinja", "j2"],
  ini: ["ini", "cfg", "conf", "properties", "env", "editorconfig", "gitconfig"],
  java: ["java", "kt", "scala"],
  js: ["js", "mjs", "cjs", "jsx"],
  json: ["json", "jsonc", "json5", "ipynb", "webmanifest"],
  lua: ["lua"],
  markdown: ["md", "markdown", "mdx"],
  php: ["php"],
  python: ["py", "pyi", "pyw", "bzl", "bazel"],
  ruby: ["rb", "gemspec", "rakefile", "gemfile"],
  rust: ["rs"],
  shell: ["sh", "bash", "zsh", "fish", "bashrc", "profile"],
  sql: ["sql"],
  swift: ["swift"],
  toml: ["toml", "lock"],
  ts: ["ts", "mts", "cts"],
  tsx: ["tsx"],
  xml: ["xml", "svg", "xsd", "xsl", "plist"],
  yaml: ["yaml", "yml"],
};

const byEnding: ReadonlyMap<string, Key> = new Map(
  (Object.keys(languages) as Key[]).flatMap((key) =>
    endings[key].map((end) => [end, key] as const),
  ),
);

/** The language of a path by its name, or by its first line where the name says nothing. */
export function languageOf(path: string, firstLine = ""): Language | undefined {
  const name = path.split("/").at(-1)?.toLowerCase() ?? "";
  const ending = name.includes(".") ? name.split(".").at(-1) : name;
  const key = byEnding.get(ending ?? "") ?? byEnding.get(name.split(".")[0] ?? "");
  if (key) return languages[key];
  const program = /^#!.*?\b(python|node|sh|bash|zsh|ruby|lua|php)/.exec(firstLine)?.[1];
  if (program === undefined) return undefined;
  if (program === "python" || program === "ruby" || program === "lua" || program === "php")
    return languages[program];
  return program === "node" ? languages.js : languages.shell;
}
