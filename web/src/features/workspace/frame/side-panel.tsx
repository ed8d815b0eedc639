"use client";
/** The panel at the side: files, search, changes; on a phone each is a place of its own. */
import type { ReactNode } from "react";
import { useMessages } from "@/lib/i18n/client";
import { useSignal } from "@/lib/use-signal";
import { cx } from "@/ui/cx";
import { IconButton } from "@/ui/icon-button";
import { Menu } from "@/ui/menu/menu";
import { SplitPanel } from "@/ui/split-panel/split-panel";
import { Tabs } from "@/ui/tabs";
import { useEver } from "@/ui/use-ever";
import type { Desk, SideView } from "../desk/desk";
import { deskMessages } from "../desk/messages";
import { treeMessages } from "../tree/messages";

export interface SidePanelProps {
  readonly desk: Desk;
  /** Whose panel and where, for its width. */
  readonly name: string;
  readonly access: "read" | "write";
  readonly changed: number;
  readonly files: ReactNode;
  readonly search: ReactNode;
  readonly changes: ReactNode;
}

const limits = { smallest: 180, initial: 232, largest: 360 };

const isView = (value: string): value is SideView =>
  value === "files" || value === "search" || value === "changes";

export function SidePanel(props: SidePanelProps) {
  const { desk, name, access, changed, files, search, changes } = props;
  const t = useMessages(deskMessages);
  const { view, hidden } = useSignal(desk.side);
  const place = useSignal(desk.place);
  const changesSeen = useEver(view === "changes");
  const searchSeen = useEver(view === "search");
  return (
    <section
      aria-label={t.side}
      data-region="side"
      className={cx(
        "flex min-h-0 max-tablet:flex-1",
        hidden && "tablet:hidden",
        place === "code" && "max-tablet:hidden",
      )}
    >
      <SplitPanel
        name={`${name}/side`}
        label={t.resizeSide}
        edge="end"
        limits={limits}
        className="min-h-0 border-line bg-surface-sunken max-tablet:w-full! tablet:border-e"
      >
        <Tabs
          label={t.side}
          words="wide"
          value={view}
          onValueChange={(value) => isView(value) && desk.showSide(value)}
          end={access === "write" && <MakeMenu desk={desk} />}
          views={[
            { value: "files", label: t.files, view: files, mounted: "always" },
            { value: "search", label: t.search, view: searchSeen && search, mounted: "always" },
            {
              value: "changes",
              label: t.changes,
              view: changesSeen && changes,
              mounted: "always",
              ...(changed > 0 && { count: changed }),
            },
          ]}
        />
      </SplitPanel>
    </section>
  );
}

function MakeMenu({ desk }: { readonly desk: Desk }) {
  const t = useMessages(treeMessages);
  return (
    <Menu
      label={t.make}
      align="end"
      items={[
        { id: "file", label: t.newFile, onSelect: () => desk.wishFor("file") },
        { id: "folder", label: t.newFolder, onSelect: () => desk.wishFor("folder") },
        { id: "upload", label: t.upload, onSelect: () => desk.wishFor("upload") },
      ]}
    >
      <IconButton icon="plus" label={t.make} className="size-6 pointer-coarse:size-touch" />
    </Menu>
  );
}
