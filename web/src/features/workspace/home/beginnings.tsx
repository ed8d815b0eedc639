"use client";
/** The ways a workspace begins, as buttons and as actions; their dialogs are fetched when asked for. */
import { useRouter } from "next/navigation";
import { useCallback, useMemo, useState } from "react";
import { lazily } from "@/lib/lazily";
import type { ImportLimitsView } from "@/contracts/workspace";
import { useActions } from "@/lib/actions/use-actions";
import { loadApi } from "@/lib/api/load";
import { useMessages } from "@/lib/i18n/client";
import { newId } from "@/lib/id";
import { workspaceProblems } from "@/lib/problems/workspace";
import { useProblemWords } from "@/lib/problems/words";
import { useSubmit } from "@/lib/use-submit";
import { Button } from "@/ui/button";
import { ErrorState } from "@/ui/error-state";
import { homeMessages } from "./messages";

const ImportDialog = lazily(() =>
  import("./import/import-dialog").then((module) => module.ImportDialog),
);
const WorkspaceNameDialog = lazily(() =>
  import("./name-dialog").then((module) => module.WorkspaceNameDialog),
);

export interface BeginningsProps {
  /** `rows` explains each way on an empty page; `buttons` stands under a list. */
  readonly shape: "rows" | "buttons";
  readonly limits: ImportLimitsView;
  readonly mayOpenFolders: boolean;
}

export function Beginnings({ shape, limits, mayOpenFolders }: BeginningsProps) {
  const t = useMessages(homeMessages);
  const say = useProblemWords(workspaceProblems);
  const router = useRouter();
  const { problem, pending, submit } = useSubmit(workspaceProblems);
  // Kept mounted once opened, so that a dialog can leave as it came.
  const [asked, setAsked] = useState<{
    readonly what: "import" | "create";
    readonly open: boolean;
  }>();
  const ask = (what: "import" | "create") => setAsked({ what, open: true });
  const [sample] = useState(newId);

  const openTour = useCallback(() => {
    void submit(async () => {
      const made = await (await loadApi()).workspace.createSample.mutate({ workspace: sample });
      router.push(`/w/${made.workspace}`);
    });
  }, [submit, sample, router]);

  async function create(name: string) {
    const made = await (
      await loadApi()
    ).workspace.createWorkspace.mutate({ workspace: newId(), name });
    router.push(`/w/${made.workspace}`);
  }

  useActions(
    useMemo(
      () => [
        {
          id: "home.create",
          label: t.new,
          group: t.title,
          run: () => setAsked({ what: "create", open: true }),
        },
        {
          id: "home.import",
          label: t.import,
          group: t.title,
          run: () => setAsked({ what: "import", open: true }),
        },
        { id: "home.tour", label: t.lookDo, group: t.title, run: openTour },
      ],
      [t, openTour],
    ),
  );

  const onOpenChange = (open: boolean) => setAsked((before) => before && { ...before, open });
  return (
    <>
      {problem !== undefined && (
        <ErrorState title={say(problem)} code={problem.request || undefined} className="mb-4" />
      )}
      {shape === "buttons" ? (
        <div className="flex flex-wrap gap-2">
          <Button tone="first" size="large" onClick={() => ask("create")}>
            {t.new}
          </Button>
          <Button size="large" onClick={() => ask("import")}>
            {t.import}
          </Button>
        </div>
      ) : (
        <ul className="border-b border-line">
          <Beginning
            title={t.bring}
            how={t.bringHow}
            tone="first"
            label={t.bringDo}
            onClick={() => ask("import")}
          />
          <Beginning
            title={t.start}
            how={t.startHow}
            label={t.startDo}
            onClick={() => ask("create")}
          />
          <Beginning
            title={t.look}
            how={t.lookHow}
            label={t.lookDo}
            onClick={openTour}
            pending={pending}
          />
        </ul>
      )}
      {asked?.what === "import" && (
        <ImportDialog
          open={asked.open}
          onOpenChange={onOpenChange}
          limits={limits}
          mayOpenFolders={mayOpenFolders}
        />
      )}
      {asked?.what === "create" && (
        <WorkspaceNameDialog
          open={asked.open}
          onOpenChange={onOpenChange}
          title={t.createTitle}
          confirm={t.create}
          onName={create}
        />
      )}
    </>
  );
}

interface BeginningProps {
  readonly title: string;
  readonly how: string;
  readonly label: string;
  readonly tone?: "first" | "plain";
  readonly pending?: boolean;
  readonly onClick: () => void;
}

function Beginning({
  title,
  how,
  label,
  tone = "plain",
  pending = false,
  onClick,
}: BeginningProps) {
  return (
    <li className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2 border-t border-line py-4">
      <div className="min-w-0">
        <p className="font-semibold">{title}</p>
        <p className="text-pretty text-ink-muted">{how}</p>
      </div>
      <Button
        tone={tone}
        size="large"
        aria-disabled={pending}
        onClick={onClick}
        className="min-w-32"
      >
        {label}
      </Button>
    </li>
  );
}
