"use client";
/** What can be done at a moment: look at it otherwise, name it, restore it, take its work back. */
import type { VersionView } from "@/contracts/collab";
import { useMessages } from "@/lib/i18n/client";
import { Button } from "@/ui/button";
import { historyMessages } from "./messages";
import type { Mode } from "./moment-view";
import { RestoreBar, type RestoreBarProps } from "./restore-bar";
import { VersionDeeds } from "./version-deeds";
import { ViewSwitch } from "./view-switch";

export interface MomentToolsProps extends RestoreBarProps {
  readonly mode: Mode;
  readonly onMode: (mode: Mode) => void;
  /** Where a comparison begins, in words. */
  readonly base: string | undefined;
  readonly onBase: () => void;
  readonly version: VersionView | undefined;
}

export function MomentTools(props: MomentToolsProps) {
  const { mode, onMode, base, onBase, version, ...moment } = props;
  const t = useMessages(historyMessages);
  return (
    <div className="flex flex-none flex-wrap items-center gap-x-3 gap-y-1.5 border-y border-line px-4 py-1.5">
      <ViewSwitch
        label={t.shown}
        value={mode}
        onChange={onMode}
        views={[
          { value: "then", label: t.then },
          { value: "now", label: t.now },
          { value: "between", label: t.between },
        ]}
      />
      {mode === "between" && base !== undefined && (
        <>
          <span className="text-small text-ink-muted">{t.base(base)}</span>
          <Button size="mini" onClick={onBase}>
            {t.setBase}
          </Button>
        </>
      )}
      <span className="flex-1" />
      <span className="flex flex-wrap items-center gap-2">
        {moment.access === "write" && <VersionDeeds {...moment} version={version} />}
        <RestoreBar {...moment} />
      </span>
    </div>
  );
}
