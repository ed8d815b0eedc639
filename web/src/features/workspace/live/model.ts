/** What a fact changes in what was fetched: pure functions from an answer and a fact to an answer. */
import type { Fact } from "@/contracts/events";
import type { EntryView, WorkspaceView } from "@/contracts/workspace";
import { folderOf, isWithin, nameOf } from "../paths";

export type WorkspaceFact = Extract<Fact, { readonly workspace: string }>;

export function isOf(fact: Fact, workspace: string): fact is WorkspaceFact {
  return "workspace" in fact && fact.workspace === workspace;
}

const collator = new Intl.Collator("en", { sensitivity: "base" });

/** Folders first, then files, each by name: the server's own order. */
function inOrder(left: EntryView, right: EntryView): number {
  const folders = Number(right.kind === "folder") - Number(left.kind === "folder");
  return folders || collator.compare(left.name, right.name) || (left.name < right.name ? -1 : 1);
}

function withEntry(entries: readonly EntryView[], entry: EntryView): readonly EntryView[] {
  if (entries.some(({ path }) => path === entry.path)) return entries;
  return [...entries, entry].sort(inOrder);
}

const withoutEntry = (entries: readonly EntryView[], gone: string): readonly EntryView[] =>
  entries.some(({ path }) => path === gone) ? entries.filter(({ path }) => path !== gone) : entries;

/** What is known of an entry that only a fact has told of. */
export function entryAt(path: string, kind: EntryView["kind"]): EntryView {
  return { path, name: nameOf(path), kind, size: 0, status: "", ignored: false, target: "" };
}

/** A folder's entries after a fact. `known` is the moved entry, where somebody had fetched it. */
export function folderAfter(
  entries: readonly EntryView[],
  folder: string,
  fact: Fact,
  known?: EntryView,
): readonly EntryView[] {
  switch (fact.type) {
    case "workspace.entry_created.1":
      return folderOf(fact.path) === folder
        ? withEntry(entries, entryAt(fact.path, fact.kind))
        : entries;
    case "workspace.entry_deleted.1":
      return withoutEntry(entries, fact.path);
    case "workspace.entry_moved.1": {
      const left = withoutEntry(entries, fact.source);
      if (folderOf(fact.target) !== folder || !known) return left;
      return withEntry(left, { ...known, path: fact.target, name: nameOf(fact.target) });
    }
    default:
      return entries;
  }
}

/** The innermost fetched folder that a path lies in: a new file may have made its folders too. */
function nearest(path: string, fetched: Iterable<string>): readonly string[] {
  const around = [...fetched].filter((folder) => folder !== path && isWithin(path, folder));
  const [inner] = around.sort((a, b) => b.length - a.length);
  return inner === undefined ? [] : [inner];
}

/** Which folders have to be asked for again, since the fact does not say all of them. */
export function staleFolders(fact: Fact, fetched: Iterable<string>): readonly string[] {
  switch (fact.type) {
    case "workspace.entry_created.1":
    case "workspace.entry_restored.1":
      return nearest(fact.path, fetched);
    case "workspace.entry_moved.1":
      return [
        ...nearest(fact.target, fetched),
        ...[...fetched].filter((folder) => isWithin(folder, fact.target)),
      ];
    case "workspace.branch_switched.1":
    case "workspace.import_finished.1":
      return [...fetched];
    default:
      return [];
  }
}

/** Folders whose entries mean nothing any more. */
export function goneFolders(fact: Fact, fetched: Iterable<string>): readonly string[] {
  const gone =
    fact.type === "workspace.entry_deleted.1"
      ? fact.path
      : fact.type === "workspace.entry_moved.1"
        ? fact.source
        : undefined;
  return gone === undefined ? [] : [...fetched].filter((folder) => isWithin(folder, gone));
}

/** Whether git has other answers after this fact. */
export function changesGit(fact: Fact): boolean {
  switch (fact.type) {
    case "workspace.entry_created.1":
    case "workspace.entry_deleted.1":
    case "workspace.entry_moved.1":
    case "workspace.entry_restored.1":
    case "workspace.commit_made.1":
    case "workspace.branch_switched.1":
    case "workspace.import_finished.1":
      return true;
    default:
      return false;
  }
}

export function workspaceAfter(workspace: WorkspaceView, fact: Fact): WorkspaceView {
  switch (fact.type) {
    case "workspace.workspace_renamed.1":
      return { ...workspace, name: fact.name };
    case "workspace.workspace_trusted.1":
      return { ...workspace, trusted: true };
    case "workspace.workspace_archived.1":
      return { ...workspace, state: "archived" };
    case "workspace.workspace_unarchived.1":
    case "workspace.import_finished.1":
      return { ...workspace, state: "ready" };
    case "workspace.branch_switched.1":
    case "workspace.commit_made.1":
      return { ...workspace, branch: fact.branch };
    default:
      return workspace;
  }
}
