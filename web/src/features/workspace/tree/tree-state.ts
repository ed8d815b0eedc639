/** What one person does in the tree: which folders are open, where the focus is, what is being named. */
import type { Kind } from "@/contracts/workspace";
import { foldersTo } from "../paths";
import { openAfterDelete, openAfterMove } from "./rows";

/** A row that is a field for the moment. */
export type Naming =
  | { readonly kind: "rename"; readonly path: string }
  | { readonly kind: "create"; readonly folder: string; readonly of: Exclude<Kind, "link"> };

export interface TreeState {
  readonly open: ReadonlySet<string>;
  readonly focus: string | undefined;
  readonly naming: Naming | undefined;
}

export type TreeEvent =
  | { readonly type: "focused"; readonly path: string }
  | { readonly type: "opened"; readonly path: string }
  | { readonly type: "closed"; readonly path: string }
  | { readonly type: "revealed"; readonly path: string }
  | { readonly type: "naming"; readonly naming: Naming }
  | { readonly type: "named" }
  | { readonly type: "moved"; readonly source: string; readonly target: string }
  | { readonly type: "removed"; readonly path: string };

export const startOf = (current: string | undefined): TreeState => ({
  open: new Set(current === undefined ? [] : foldersTo(current)),
  focus: current,
  naming: undefined,
});

export function treeAfter(state: TreeState, event: TreeEvent): TreeState {
  switch (event.type) {
    case "focused":
      return state.focus === event.path ? state : { ...state, focus: event.path };
    case "opened":
      return { ...state, open: new Set([...state.open, event.path]) };
    case "closed":
      return { ...state, open: new Set([...state.open].filter((path) => path !== event.path)) };
    case "revealed":
      return {
        ...state,
        open: new Set([...state.open, ...foldersTo(event.path)]),
        focus: event.path,
      };
    case "naming": {
      const { naming } = event;
      if (naming.kind === "rename" || naming.folder === "") return { ...state, naming };
      return { ...state, naming, open: new Set([...state.open, naming.folder]) };
    }
    case "named":
      return { ...state, naming: undefined };
    case "moved":
      return { ...state, open: openAfterMove(state.open, event.source, event.target) };
    case "removed":
      return { ...state, open: openAfterDelete(state.open, event.path) };
  }
}
