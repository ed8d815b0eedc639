"use client";
/** One workspace of the list: its name, who is in it, what changed last, or how its import goes. */
import Link from "next/link";
import { useRouter } from "next/navigation";
import { useMemo } from "react";
import type { WorkspaceView } from "@/contracts/workspace";
import { useActions } from "@/lib/actions/use-actions";
import { loadApi } from "@/lib/api/load";
import { useMessages } from "@/lib/i18n/client";
import { workspaceProblems } from "@/lib/problems/workspace";
import { useProblemWords } from "@/lib/problems/words";
import { useSubmit } from "@/lib/use-submit";
import { AvatarStack, type Someone } from "@/ui/avatar";
import { Button } from "@/ui/button";
import { Progress } from "@/ui/progress";
import { Cell } from "@/ui/table";
import { Tag } from "@/ui/tag";
import { When } from "@/ui/when";
import { homeMessages } from "../messages";
import { WorkspaceMenu } from "./workspace-menu";

export interface WorkspaceRowProps {
  readonly workspace: WorkspaceView;
  /** Who has a document of it open; undefined when nobody knows. */
  readonly here: readonly Someone[] | undefined;
  readonly mayWrite: boolean;
}

export function WorkspaceRow({ workspace, here, mayWrite }: WorkspaceRowProps) {
  const t = useMessages(homeMessages);
  const say = useProblemWords(workspaceProblems);
  const { problem, pending, submit } = useSubmit(workspaceProblems);
  const { name, state, description } = workspace;
  const address = `/w/${workspace.workspace}`;
  const router = useRouter();
  useActions(
    useMemo(
      () =>
        state === "ready"
          ? [
              {
                id: `home.open:${address}`,
                label: t.openOf(name),
                group: t.title,
                run: () => router.push(address),
              },
            ]
          : [],
      [state, address, t, name, router],
    ),
  );

  function retry() {
    void submit(async () =>
      (await loadApi()).workspace.retryImport.mutate({ workspace: workspace.workspace }),
    );
  }

  return (
    <tr data-glide={workspace.workspace}>
      <Cell className="w-full min-w-0 tablet:w-auto">
        <div className="flex flex-wrap items-center gap-x-2">
          {state === "ready" ? (
            <Link href={address} className="font-semibold text-ink no-underline hover:underline">
              {name}
            </Link>
          ) : (
            <span className="font-semibold">{name}</span>
          )}
          {state === "ready" && !workspace.trusted && <Tag tone="stale">{t.untrusted}</Tag>}
        </div>
        {description !== "" && (
          <p className="line-clamp-2 text-small text-ink-muted">{description}</p>
        )}
        {state === "importing" && (
          <div className="mt-1 max-w-60">
            <Progress
              percent={workspace.percent}
              label={
                workspace.stage === ""
                  ? t.importing
                  : t.importingStage(workspace.stage, workspace.percent)
              }
            />
          </div>
        )}
        {state === "failed" && (
          <div className="mt-1 flex flex-wrap items-center gap-x-3 gap-y-1 text-small text-danger">
            <span role="alert">
              {t.failed} {workspace.reason}
            </span>
            {mayWrite && workspace.origin === "git" && (
              <Button
                size="mini"
                aria-label={t.retryOf(name)}
                aria-disabled={pending}
                onClick={retry}
              >
                {t.retry}
              </Button>
            )}
          </div>
        )}
        {problem !== undefined && (
          <p role="alert" className="text-small text-danger">
            {say(problem)}
          </p>
        )}
      </Cell>
      <Cell className="hidden w-37 tablet:table-cell">
        {here !== undefined && here.length > 0 && <AvatarStack label={t.here} people={here} />}
        {here?.length === 0 && <span className="text-ink-muted">{t.nobody}</span>}
      </Cell>
      <Cell className="hidden w-58 tablet:table-cell">
        <p className="max-w-55 truncate font-mono text-small" title={workspace.changed_path}>
          {workspace.changed_path}
        </p>
        <p className="text-small text-ink-muted">
          <When at={workspace.changed} />
        </p>
      </Cell>
      <Cell className="hidden w-32 desk:table-cell">
        <span
          className="block max-w-30 truncate font-mono text-small text-ink-muted"
          title={workspace.branch}
        >
          {workspace.branch}
        </span>
      </Cell>
      <Cell className="w-px text-end">
        {mayWrite && (
          <WorkspaceMenu
            workspace={workspace}
            onProblem={(error) =>
              void submit(() => Promise.reject(error instanceof Error ? error : new Error()))
            }
          />
        )}
      </Cell>
    </tr>
  );
}
