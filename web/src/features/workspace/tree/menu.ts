/** What the menu of a row offers; the empty ground below the rows is the root folder. */
import type { MenuItem } from "@/ui/menu/items";
import type { Row } from "./rows";

export interface RowDeeds {
  readonly create: (of: "file" | "folder") => void;
  readonly upload: () => void;
  readonly rename: () => void;
  readonly remove: () => void;
  readonly copyPath: () => void;
  readonly showChanges: () => void;
}

export interface RowWords {
  readonly newFile: string;
  readonly newFolder: string;
  readonly upload: string;
  readonly rename: string;
  readonly delete: string;
  readonly download: string;
  readonly copyPath: string;
  readonly openChanges: string;
}

export interface RowMenuFacts {
  readonly row: Row | undefined;
  readonly writable: boolean;
  readonly changed: boolean;
  /** Where the file's bytes are. */
  readonly address: string;
}

export function rowMenu(
  { row, writable, changed, address }: RowMenuFacts,
  words: RowWords,
  deeds: RowDeeds,
): readonly MenuItem[] {
  const makes: MenuItem[] = [
    { id: "new-file", label: words.newFile, onSelect: () => deeds.create("file") },
    { id: "new-folder", label: words.newFolder, onSelect: () => deeds.create("folder") },
    { id: "upload", label: words.upload, onSelect: deeds.upload },
  ];
  const reads: MenuItem[] = [
    ...(changed
      ? [{ id: "changes", label: words.openChanges, onSelect: deeds.showChanges } as const]
      : []),
    ...(row?.kind === "file"
      ? [{ kind: "link", id: "download", label: words.download, href: address } as const]
      : []),
    ...(row ? [{ id: "copy-path", label: words.copyPath, onSelect: deeds.copyPath } as const] : []),
  ];
  const alters: MenuItem[] = [
    { id: "rename", label: words.rename, keys: "F2", onSelect: deeds.rename },
    { id: "delete", label: words.delete, keys: "Delete", onSelect: deeds.remove },
  ];
  const groups = [writable ? makes : [], reads, writable && row ? alters : []];
  return groups
    .filter((group) => group.length > 0)
    .flatMap((group, at) =>
      at === 0 ? group : [{ kind: "line", id: `line-${at}` } as const, ...group],
    );
}
