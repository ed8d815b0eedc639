"use client";
/** A moment's name: given, changed or taken away. */
import { useState } from "react";
import type { VersionView } from "@/contracts/collab";
import { useMessages } from "@/lib/i18n/client";
import { useProblemWords } from "@/lib/problems/words";
import { useSubmit } from "@/lib/use-submit";
import { Button } from "@/ui/button";
import { Icon } from "@/ui/icons/icon";
import { Menu } from "@/ui/menu/menu";
import { showToast } from "@/ui/toast/toasts";
import { historyProblems } from "./problems";
import { useNaming } from "./use-versions";
import { VersionDialog } from "./version-dialog";
import { versionMessages } from "./version-messages";

export interface VersionDeedsProps {
  readonly workspace: string;
  readonly path: string;
  readonly sequence: number;
  readonly when: string;
  /** The name of exactly this moment, if it has one. */
  readonly version: VersionView | undefined;
}

export function VersionDeeds({ workspace, path, sequence, when, version }: VersionDeedsProps) {
  const t = useMessages(versionMessages);
  const say = useProblemWords(historyProblems);
  const naming = useNaming(workspace, path);
  const { problem, submit } = useSubmit(historyProblems);
  const [asking, setAsking] = useState(false);

  async function forget(id: string) {
    if (await submit(() => naming.forget(id))) showToast({ text: t.forgotten });
  }

  return (
    <>
      {problem && (
        <p role="alert" className="text-small text-danger">
          {say(problem)}
        </p>
      )}
      {version ? (
        <Menu
          label={t.menu(version.name)}
          align="end"
          items={[
            { id: "rename", label: t.rename, onSelect: () => setAsking(true) },
            { id: "forget", label: t.forget, onSelect: () => void forget(version.version) },
          ]}
        >
          <Button aria-label={t.menu(version.name)}>
            <span className="size-1.75 rounded-person border-2 border-ink" />
            <span className="max-w-50 truncate">{version.name}</span>
            <Icon name="chevron-down" size="small" />
          </Button>
        </Menu>
      ) : (
        <Button onClick={() => setAsking(true)}>{t.nameMoment}</Button>
      )}
      <VersionDialog
        open={asking}
        onOpenChange={setAsking}
        when={when}
        {...(version && { name: version.name })}
        onName={(name) =>
          version ? naming.rename(version.version, name) : naming.name(sequence, name)
        }
      />
    </>
  );
}
