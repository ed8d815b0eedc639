/** The tree as the rows one sees, from the folders that were fetched and those that are open. Pure. */
import type { EntryView, Kind } from "@/contracts/workspace";
import { isWithin, movedPath } from "../paths";

/** The entries of each folder that was fetched; the root is "". */
export type Folders = ReadonlyMap<string, readonly EntryView[]>;

export interface Row {
  readonly id: string;
  readonly label: string;
  readonly level: number;
  readonly kind: Kind;
  /** Undefined for what cannot be opened in place. */
  readonly open: boolean | undefined;
  readonly ignored: boolean;
}

export function rowsOf(folders: Folders, open: ReadonlySet<string>): readonly Row[] {
  const rows: Row[] = [];
  const add = (folder: string, level: number) => {
    for (const entry of folders.get(folder) ?? []) {
      const isOpen = entry.kind === "folder" ? open.has(entry.path) : undefined;
      rows.push({
        id: entry.path,
        label: entry.name,
        level,
        kind: entry.kind,
        open: isOpen,
        ignored: entry.ignored,
      });
      if (isOpen === true) add(entry.path, level + 1);
    }
  };
  add("", 0);
  return rows;
}

/** Opened folders after a move: they stay open under their new path. */
export const openAfterMove = (open: ReadonlySet<string>, source: string, target: string) =>
  new Set([...open].map((folder) => movedPath(folder, source, target)));

export const openAfterDelete = (open: ReadonlySet<string>, path: string) =>
  new Set([...open].filter((folder) => !isWithin(folder, path)));

/** Where dropping `source` on `folder` would put it; undefined when that is nowhere new or inside itself. */
export function dropTarget(source: string, folder: string): string | undefined {
  const name = source.slice(source.lastIndexOf("/") + 1);
  const target = folder === "" ? name : `${folder}/${name}`;
  return target === source || isWithin(folder, source) ? undefined : target;
}

/** Why a name cannot be given here, before the server is asked. */
export type NameProblem = "empty" | "slash" | "taken";

export function nameProblem(
  name: string,
  folder: readonly EntryView[] | undefined,
  except?: string,
): NameProblem | undefined {
  if (name.trim() === "") return "empty";
  if (name.startsWith("/") || name.endsWith("/") || name.includes("//")) return "slash";
  return folder?.some((entry) => entry.name === name && entry.name !== except)
    ? "taken"
    : undefined;
}
