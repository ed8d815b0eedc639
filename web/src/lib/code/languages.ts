/** Which language a file is in, and its grammar, fetched when the first such file is opened. */
import { LanguageSupport, StreamLanguage, type StreamParser } from "@codemirror/language";

export interface Language {
  /** As people call it, the same in every language. */
  readonly name: string;
  readonly load: () => Promise<LanguageSupport>;
}

const stream = async (parser: Promise<StreamParser<unknown>>) =>
  new LanguageSupport(StreamLanguage.define(await parser));

const javascript = async (config: { readonly jsx?: boolean; readonly typescript?: boolean }) =>
  (await import("@codemirror/lang-javascript")).javascript(config);

const languages = {
  cpp: { name: "C++", load: async () => (await import("@codemirror/lang-cpp")).cpp() },
  css: { name: "CSS", load: async () => (await import("@codemirror/lang-css")).css() },
  docker: {
    name: "Dockerfile",
    load: () =>
      stream(import("@codemirror/legacy-modes/mode/dockerfile").then((m) => m.dockerFile)),
  },
  go: { name: "Go", load: async () => (await import("@codemirror/lang-go")).go() },
  html: { name: "HTML", load: async () => (await import("@codemirror/lang-html")).html() },
  ini: {
    name: "INI",
    load: () =>
      stream(import("@codemirror/legacy-modes/mode/properties").then((m) => m.properties)),
  },
  java: { name: "Java", load: async () => (await import("@codemirror/lang-java")).java() },
  js: { name: "JavaScript", load: () => javascript({ jsx: true }) },
  json: { name: "JSON", load: async () => (await import("@codemirror/lang-json")).json() },
  lua: {
    name: "Lua",
    load: () => stream(import("@codemirror/legacy-modes/mode/lua").then((m) => m.lua)),
  },
  markdown: {
    name: "Markdown",
    load: async () => (await import("@codemirror/lang-markdown")).markdown(),
  },
  php: { name: "PHP", load: async () => (await import("@codemirror/lang-php")).php() },
  python: { name: "Python", load: async () => (await import("@codemirror/lang-python")).python() },
  ruby: {
    name: "Ruby",
    load: () => stream(import("@codemirror/legacy-modes/mode/ruby").then((m) => m.ruby)),
  },
  rust: { name: "Rust", load: async () => (await import("@codemirror/lang-rust")).rust() },
  shell: {
    name: "Shell",
    load: () => stream(import("@codemirror/legacy-modes/mode/shell").then((m) => m.shell)),
  },
  sql: { name: "SQL", load: async () => (await import("@codemirror/lang-sql")).sql() },
  swift: {
    name: "Swift",
    load: () => stream(import("@codemirror/legacy-modes/mode/swift").then((m) => m.swift)),
  },
  toml: {
    name: "TOML",
    load: () => stream(import("@codemirror/legacy-modes/mode/toml").then((m) => m.toml)),
  },
  ts: { name: "TypeScript", load: () => javascript({ typescript: true }) },
  tsx: { name: "TypeScript", load: () => javascript({ jsx: true, typescript: true }) },
  xml: { name: "XML", load: async () => (await import("@codemirror/lang-xml")).xml() },
  yaml: { name: "YAML", load: async () => (await import("@codemirror/lang-yaml")).yaml() },
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
