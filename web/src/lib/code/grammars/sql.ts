/** The grammar of SQL as the standard has it. */
import { StandardSQL } from "@codemirror/lang-sql";

export const grammar = StandardSQL.language;
