/** What is open on the desk, which is in front, and in what order they were looked at. Pure. */
import { isWithin, movedPath, nameOf } from "../paths";

/** A file to edit, what changed in a file, its past; a commit, or work to be taken back. */
export interface Tab {
  readonly kind: "file" | "diff" | "timeline" | "commit" | "taking-back";
  /** A path; a commit's hash; whose work, and when, or nothing. */
  readonly ref: string;
}

const kinds: ReadonlySet<unknown> = new Set<Tab["kind"]>([
  "file",
  "diff",
  "timeline",
  "commit",
  "taking-back",
]);
const hasPath = ({ kind }: Tab): boolean => kind !== "commit" && kind !== "taking-back";

export interface Tabs {
  readonly open: readonly Tab[];
  readonly current: Tab | undefined;
  /** The latest first; all of them are open. */
  readonly recent: readonly Tab[];
}

export const noTabs: Tabs = { open: [], current: undefined, recent: [] };

export const idOf = ({ kind, ref }: Tab): string => `${kind}:${ref}`;
export const fileTab = (path: string): Tab => ({ kind: "file", ref: path });
export const isSame = (left: Tab | undefined, right: Tab | undefined): boolean =>
  left?.kind === right?.kind && left?.ref === right?.ref;

export const tabById = (tabs: Tabs, id: string): Tab | undefined =>
  tabs.open.find((tab) => idOf(tab) === id);

/** The file in front, if one is. */
export const currentFile = ({ current }: Tabs): string | undefined =>
  current?.kind === "file" ? current.ref : undefined;

/** Puts a tab in front; a new one opens right after the one that was. */
export function show(tabs: Tabs, tab: Tab): Tabs {
  const known = tabs.open.some((other) => isSame(other, tab));
  const at = tabs.open.findIndex((other) => isSame(other, tabs.current)) + 1;
  const open = known ? tabs.open : tabs.open.toSpliced(at === 0 ? tabs.open.length : at, 0, tab);
  const recent = [tab, ...tabs.recent.filter((other) => !isSame(other, tab))];
  return { open, current: tab, recent };
}

/** Closes tabs; the one looked at before comes to the front. */
export function close(tabs: Tabs, closes: (tab: Tab) => boolean): Tabs {
  const open = tabs.open.filter((tab) => !closes(tab));
  if (open.length === tabs.open.length) return tabs;
  const recent = tabs.recent.filter((tab) => !closes(tab));
  const current = tabs.current && !closes(tabs.current) ? tabs.current : (recent[0] ?? open[0]);
  return { open, current, recent };
}

/** A file or folder has another path. */
export function moved(tabs: Tabs, source: string, target: string): Tabs {
  const follow = (tab: Tab): Tab =>
    hasPath(tab) ? { ...tab, ref: movedPath(tab.ref, source, target) } : tab;
  return {
    open: tabs.open.map(follow),
    current: tabs.current && follow(tabs.current),
    recent: tabs.recent.map(follow),
  };
}

/** A file or folder is gone; `stays` names files that must not leave the desk for all that. */
export const removed = (
  tabs: Tabs,
  path: string,
  stays: (path: string) => boolean = () => false,
): Tabs => close(tabs, (tab) => hasPath(tab) && isWithin(tab.ref, path) && !stays(tab.ref));

/** The tab `steps` further in order of last use, as Ctrl Tab goes; the other way when negative. */
export function turn(tabs: Tabs, steps: number): Tabs {
  const { recent } = tabs;
  const next = recent.at(steps % (recent.length || 1));
  return next ? show(tabs, next) : tabs;
}

/** Names short enough for a tab: with a folder where two files share a name. */
export function labels(open: readonly Tab[], nameOther: (tab: Tab) => string) {
  return open.map((tab) => {
    if (!hasPath(tab)) return nameOther(tab);
    const name = nameOf(tab.ref);
    const shared = open.some(
      (other) => hasPath(other) && other.ref !== tab.ref && nameOf(other.ref) === name,
    );
    return shared ? tab.ref.split("/").slice(-2).join("/") : name;
  });
}

function isTab(value: unknown): value is Tab {
  if (typeof value !== "object" || value === null) return false;
  const { kind, ref } = value as { readonly kind?: unknown; readonly ref?: unknown };
  return kinds.has(kind) && typeof ref === "string";
}

/** Tabs as they were left on this device; nonsense is nothing. */
export function readTabs(stored: string | null): Tabs {
  try {
    const parsed: unknown = JSON.parse(stored ?? "null");
    if (typeof parsed !== "object" || parsed === null) return noTabs;
    const { open, current } = parsed as { readonly open?: unknown; readonly current?: unknown };
    const tabs = Array.isArray(open) ? open.filter(isTab) : [];
    const front = isTab(current) ? tabs.find((tab) => isSame(tab, current)) : tabs[0];
    const recent = front ? [front, ...tabs.filter((tab) => tab !== front)] : tabs;
    return { open: tabs, current: front, recent };
  } catch {
    return noTabs;
  }
}

export const writeTabs = ({ open, current }: Tabs): string => JSON.stringify({ open, current });
