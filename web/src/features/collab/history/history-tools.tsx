"use client";
/** History by name and by key, and in a menu beside the path of a file; fetched after the page. */
import { useMessages } from "@/lib/i18n/client";
import { Icon } from "@/ui/icons/icon";
import { Menu } from "@/ui/menu/menu";
import { pastAddress } from "./address";
import { historyActionMessages } from "./action-messages";
import { useHistoryActions, type HistoryDeeds } from "./use-history-actions";

export interface HistoryMenuProps {
  readonly workspace: string;
  readonly path: string;
  readonly deeds: HistoryDeeds;
}

export interface HistoryActionsProps extends Omit<HistoryMenuProps, "path"> {
  /** The file in front, if one is. */
  readonly path: string | undefined;
}

export function HistoryMenu({ workspace, path, deeds }: HistoryMenuProps) {
  const t = useMessages(historyActionMessages);
  return (
    <Menu
      label={t.group}
      align="end"
      items={[
        { id: "timeline", label: t.timeline, keys: "Alt 3", onSelect: deeds.timeline },
        { id: "who-wrote", label: t.whoWrote, keys: "Alt A", onSelect: deeds.whoWrote },
        { id: "take-back", label: t.takeBack, onSelect: deeds.takeBack },
        {
          kind: "link",
          id: "export",
          label: t.exportHistory,
          href: pastAddress(workspace, path),
        },
      ]}
    >
      <button
        type="button"
        className="flex min-h-6 flex-none items-center gap-1 rounded-control px-1.5 text-ink-muted hover:bg-surface-hover hover:text-ink"
      >
        {t.group}
        <Icon name="chevron-down" size="small" />
      </button>
    </Menu>
  );
}

/** Draws nothing: the palette and the keyboard find what it offers. Memoise the deeds. */
export function HistoryActions({ workspace, path, deeds }: HistoryActionsProps) {
  useHistoryActions(deeds, path === undefined ? undefined : pastAddress(workspace, path));
  return null;
}
