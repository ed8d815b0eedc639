"use client";
/** The branch everybody here is on: switch to another one, or begin a new one. */
import { useState, type SubmitEvent } from "react";
import type { StatusView } from "@/contracts/workspace";
import { useTRPCClient } from "@/lib/api/query";
import { useMessages } from "@/lib/i18n/client";
import { useProblemWords } from "@/lib/problems/words";
import { workspaceProblems } from "@/lib/problems/workspace";
import { useSubmit } from "@/lib/use-submit";
import { Button } from "@/ui/button";
import { Dialog, DialogAnswers } from "@/ui/dialog/dialog";
import { ErrorState } from "@/ui/error-state";
import { Field } from "@/ui/field";
import { Icon } from "@/ui/icons/icon";
import { Menu } from "@/ui/menu/menu";
import type { MenuItem } from "@/ui/menu/items";
import { showToast } from "@/ui/toast/toasts";
import { useApply } from "../live/use-facts";
import { changesMessages } from "./messages";
import { useBranches } from "./use-git";

export interface BranchMenuProps {
  readonly workspace: string;
  readonly access: "read" | "write";
  readonly status: StatusView | undefined;
}

export function BranchMenu({ workspace, access, status }: BranchMenuProps) {
  const t = useMessages(changesMessages);
  const say = useProblemWords(workspaceProblems);
  const { workspace: api } = useTRPCClient();
  const apply = useApply(workspace);
  const branches = useBranches(workspace);
  const { problem, submit, clear } = useSubmit(workspaceProblems);
  const [naming, setNaming] = useState(false);
  const name = status?.branch ?? "";

  function arrived(branch: string) {
    apply({ type: "workspace.branch_switched.1", workspace, branch });
    showToast({ text: t.switched(branch) });
  }

  async function switchTo(branch: string) {
    if (branch === name) return;
    await submit(async () => {
      await api.switchBranch.mutate({ workspace, name: branch });
      arrived(branch);
    });
  }

  async function make(branch: string): Promise<boolean> {
    return submit(async () => {
      await api.createBranch.mutate({ workspace, name: branch });
      arrived(branch);
    });
  }

  const items: readonly MenuItem[] = [
    ...(branches.data ?? [])
      .filter(({ remote }) => !remote)
      .map((branch): MenuItem => ({
        kind: "choice",
        id: branch.name,
        label: branch.name,
        chosen: branch.name === name,
        onSelect: () => void switchTo(branch.name),
      })),
    { kind: "line", id: "line" },
    { id: "new", label: t.newBranch, onSelect: () => setNaming(true) },
  ];

  const label = (
    <>
      <Icon name="branch" />
      <span className="max-w-45 truncate font-mono text-small">{name || t.noBranch}</span>
      <AheadBehind ahead={status?.ahead ?? 0} behind={status?.behind ?? 0} />
    </>
  );

  return (
    <div className="flex-none pt-0.5">
      {access === "read" ? (
        <p className="flex min-h-control items-center gap-1.5 text-ink-muted">{label}</p>
      ) : (
        <Menu label={t.branch(name)} items={items}>
          <Button tone="bare" aria-label={t.branch(name)} className="-ms-2">
            {label}
            <Icon name="chevron-down" size="small" />
          </Button>
        </Menu>
      )}
      {problem !== undefined && !naming && (
        <ErrorState title={say(problem)} code={problem.request || undefined} className="mt-1" />
      )}
      <Dialog
        open={naming}
        onOpenChange={(open) => {
          clear();
          setNaming(open);
        }}
        title={t.newBranchTitle}
        description={t.newBranchLead}
      >
        <BranchForm
          problem={problem && say(problem)}
          onCancel={() => setNaming(false)}
          onName={async (branch) => {
            if (await make(branch)) setNaming(false);
          }}
        />
      </Dialog>
    </div>
  );
}

function AheadBehind({ ahead, behind }: { readonly ahead: number; readonly behind: number }) {
  if (ahead === 0 && behind === 0) return null;
  return (
    <span className="text-small font-normal tabular-nums">
      {ahead > 0 && `↑${ahead}`}
      {behind > 0 && `↓${behind}`}
    </span>
  );
}

interface BranchFormProps {
  readonly problem: string | undefined;
  readonly onCancel: () => void;
  readonly onName: (name: string) => Promise<void>;
}

function BranchForm({ problem, onCancel, onName }: BranchFormProps) {
  const t = useMessages(changesMessages);
  const [name, setName] = useState("");

  function onSubmit(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault();
    if (name.trim() !== "") void onName(name.trim());
  }

  return (
    <form onSubmit={onSubmit}>
      <Field
        label={t.branchName}
        placeholder={t.branchExample}
        size="large"
        autoFocus
        spellCheck={false}
        autoComplete="off"
        maxLength={200}
        value={name}
        error={problem}
        onChange={(event) => setName(event.target.value)}
      />
      <DialogAnswers>
        <Button size="large" onClick={onCancel}>
          {t.cancel}
        </Button>
        <Button type="submit" tone="first" size="large" aria-disabled={name.trim() === ""}>
          {t.makeBranch}
        </Button>
      </DialogAnswers>
    </form>
  );
}
