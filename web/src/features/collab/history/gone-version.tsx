"use client";
/** A version whose text is older than the history that is kept: its name, and taking that away. */
import type { VersionView } from "@/contracts/collab";
import { useMessages } from "@/lib/i18n/client";
import { useProblemWords } from "@/lib/problems/words";
import { useSubmit } from "@/lib/use-submit";
import { Button } from "@/ui/button";
import { historyProblems } from "./problems";
import { useNaming } from "./use-versions";
import { versionMessages } from "./version-messages";

export interface GoneVersionProps {
  readonly workspace: string;
  readonly path: string;
  readonly access: "read" | "write";
  readonly version: VersionView;
}

export function GoneVersion({ workspace, path, access, version }: GoneVersionProps) {
  const t = useMessages(versionMessages);
  const say = useProblemWords(historyProblems);
  const naming = useNaming(workspace, path);
  const { problem, submit } = useSubmit(historyProblems);
  return (
    <li className="px-4 py-1.5">
      <p className="font-medium wrap-anywhere text-ink-muted">{version.name}</p>
      <p className="text-small text-ink-muted">{t.gone}</p>
      {problem && (
        <p role="alert" className="text-small text-danger">
          {say(problem)}
        </p>
      )}
      {access === "write" && (
        <Button
          size="mini"
          tone="bare"
          className="-ms-2"
          aria-label={t.forgetIt(version.name)}
          onClick={() => void submit(() => naming.forget(version.version))}
        >
          {t.forget}
        </Button>
      )}
    </li>
  );
}
