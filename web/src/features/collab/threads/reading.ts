/** The grammar that comments are read with, once it is here: the editor's own. */
import type { MarkdownParser } from "@lezer/markdown";
import { createContext } from "react";

export const ReadingContext = createContext<MarkdownParser | undefined>(undefined);
