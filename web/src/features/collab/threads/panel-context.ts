/** What every part of the threads panel is given. */
import type { ComponentType, ReactNode } from "react";
import type { SplitPanelProps } from "@/ui/split-panel/split-panel";
import type { People } from "../presence/people";
import type { CollabSession } from "../session";
import type { Drafts } from "./drafts";
import type { Range } from "./place";
import type { ThreadsState } from "./state";

export interface PanelProps {
  readonly workspace: string;
  readonly me: string;
  readonly people: People;
  readonly access: "read" | "write";
  readonly session: CollabSession;
  readonly state: ThreadsState;
  readonly drafts: Drafts;
  /** The page's own: imported here once more, it would weigh on the page twice. */
  readonly frame: ComponentType<SplitPanelProps>;
  /** The file in front. */
  readonly path: string | undefined;
  /** Where threads of the file in front are now. */
  readonly places: ReadonlyMap<string, Range>;
  /** The head of what is shown, above which nothing scrolls. */
  readonly children?: ReactNode;
  readonly onJump: (thread: { readonly thread: string; readonly path: string }) => void;
}
