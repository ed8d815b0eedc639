/** Writes the tables of our own grammar: after every change of `script.grammar`. */
import { writeFileSync } from "node:fs";
import { at, makeTables } from "./make.ts";

for (const [name, text] of makeTables()) writeFileSync(at(name), text);
