"use client";
/** The side of the page: files with the people in them, search, changes. */
import { lazily } from "@/lib/lazily";
import type { EntryView } from "@/contracts/workspace";
import type { Person } from "@/features/collab/presence/people";
import { PeopleDots } from "@/features/collab/here";
import type { Letter } from "@/features/workspace/changes/use-git";
import type { Desk } from "@/features/workspace/desk/desk";
import { currentFile } from "@/features/workspace/desk/tabs";
import { SidePanel } from "@/features/workspace/frame/side-panel";
import { FileTree } from "@/features/workspace/tree/file-tree";
import { useSignal } from "@/lib/use-signal";

// Neither is there before somebody looks for it.
const ChangesPanel = lazily(() =>
  import("@/features/workspace/changes/changes-panel").then((module) => module.ChangesPanel),
);
const SearchPanel = lazily(() =>
  import("@/features/workspace/search/search-panel").then((module) => module.SearchPanel),
);

export interface SideProps {
  readonly workspace: string;
  readonly me: string;
  readonly root: readonly EntryView[];
  readonly access: "read" | "write";
  readonly desk: Desk;
  readonly letters: ReadonlyMap<string, Letter>;
  readonly changed: number;
  readonly byPath: ReadonlyMap<string, readonly Person[]>;
}

export function Side(props: SideProps) {
  const { workspace, me, root, access, desk, letters, changed, byPath } = props;
  const tabs = useSignal(desk.tabs);
  const wish = useSignal(desk.wish);
  const asked = useSignal(desk.searchAsked);
  return (
    <SidePanel
      desk={desk}
      name={`${me}/${workspace}`}
      access={access}
      changed={changed}
      files={
        <FileTree
          workspace={workspace}
          root={root}
          current={currentFile(tabs)}
          access={access}
          letters={letters}
          wish={wish}
          renderPeople={(path) => <PeopleDots people={byPath.get(path) ?? []} />}
          onOpen={(path) => desk.openFile(path)}
          onShowChanges={(path) => desk.show({ kind: "diff", ref: path })}
        />
      }
      search={
        <SearchPanel
          workspace={workspace}
          asked={asked}
          onOpen={(path, spot) => desk.goToFile(path, spot)}
        />
      }
      changes={
        <ChangesPanel
          workspace={workspace}
          access={access}
          onShowChanges={(path) => desk.show({ kind: "diff", ref: path })}
          onShowCommit={(commit) => desk.show({ kind: "commit", ref: commit })}
        />
      }
    />
  );
}
