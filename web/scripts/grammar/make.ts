/** Makes the tables of our own grammar out of what is written of it. */
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { buildParserFile } from "@lezer/generator";

const folder = new URL("../../src/lib/code/grammars/script/", import.meta.url);

export const at = (name: string): string => fileURLToPath(new URL(name, folder));

const made = "// Made of script.grammar by `npm run grammar -w web`: never edited.\n";

/** The text of each file, by its name. */
export function makeTables(): ReadonlyMap<string, string> {
  const { parser, terms } = buildParserFile(readFileSync(at("script.grammar"), "utf8"), {
    fileName: "script.grammar",
    moduleStyle: "es",
    typeScript: true,
    warn: (message) => {
      throw new Error(message);
    },
  });
  const body = (text: string) => made + text.replace(/^\/\/ This file was generated.*\n/, "");
  return new Map([
    ["tables.ts", body(parser)],
    ["tables.terms.ts", body(terms)],
  ]);
}
