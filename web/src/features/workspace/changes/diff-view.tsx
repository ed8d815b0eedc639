"use client";
/** What changed in one file or one commit: whole, with signs, tints and the syntax's colours. */
import { useMemo } from "react";
import type { FileDiffView, HunkView, LineView } from "@/contracts/workspace";
import { useColours } from "@/lib/code/use-colours";
import { useMessages } from "@/lib/i18n/client";
import { useRefusalWords } from "@/lib/problems/words";
import { workspaceProblems } from "@/lib/problems/workspace";
import { Button } from "@/ui/button";
import { DiffLines, type DiffLine } from "@/ui/diff-lines";
import { EmptyState } from "@/ui/empty-state";
import { ErrorState } from "@/ui/error-state";
import { Skeleton } from "@/ui/skeleton";
import { changesMessages } from "./messages";
import { fromSides, sidesOf } from "./sides";
import { ChangeSign, LineCounts } from "./signs";
import { CommitHead } from "./commit-head";
import { useDiff } from "./use-git";

export interface DiffViewProps {
  readonly workspace: string;
  readonly id: string;
  readonly of: { readonly commit?: string; readonly path?: string };
  readonly label: string;
  readonly onOpen: (path: string, line?: number) => void;
}

export function DiffView({ workspace, id, of, label, onOpen }: DiffViewProps) {
  const t = useMessages(changesMessages);
  const diff = useDiff(workspace, of);
  const refusal = useRefusalWords(diff.error, workspaceProblems);
  return (
    <div
      id={id}
      role="tabpanel"
      aria-label={label}
      tabIndex={0}
      className="min-h-0 flex-1 overflow-y-auto outline-none"
    >
      {of.commit !== undefined && <CommitHead workspace={workspace} commit={of.commit} />}
      {diff.isPending && <Skeleton label={t.loading} rows={10} className="p-5" />}
      {diff.isError && <ErrorState title={refusal} className="m-5" />}
      {diff.data?.length === 0 && <EmptyState title={t.diffNone} className="m-5" />}
      {diff.data?.map((file) => (
        <FileDiff key={file.path} file={file} onOpen={onOpen} />
      ))}
    </div>
  );
}

interface FileDiffProps {
  readonly file: FileDiffView;
  readonly onOpen: (path: string, line?: number) => void;
}

function FileDiff({ file, onOpen }: FileDiffProps) {
  const t = useMessages(changesMessages);
  return (
    <section aria-label={file.path} className="pb-6">
      <header className="sticky top-0 z-10 flex flex-wrap items-center gap-2 border-b border-line bg-surface px-5 py-1.5">
        <h2 className="min-w-0 truncate font-mono text-small font-medium">{file.path}</h2>
        {file.old_path !== "" && file.old_path !== file.path && (
          <span className="truncate text-small text-ink-muted">{t.renamedFrom(file.old_path)}</span>
        )}
        <ChangeSign status={file.status} />
        <LineCounts added={file.added} removed={file.removed} />
        {file.status !== "D" && (
          <Button
            size="mini"
            tone="bare"
            className="ms-auto"
            onClick={() => onOpen(file.path, firstChange(file))}
          >
            {t.openFile}
          </Button>
        )}
      </header>
      {file.binary && <p className="px-5 py-3 text-ink-muted">{t.binary}</p>}
      {file.hunks.map((hunk) => (
        <Hunk key={hunk.header} hunk={hunk} path={file.path} />
      ))}
      {!file.complete && <p className="px-5 py-3 text-ink-muted">{t.tooLong}</p>}
    </section>
  );
}

function Hunk({ hunk, path }: { readonly hunk: HunkView; readonly path: string }) {
  const sides = useMemo(() => sidesOf(hunk.lines), [hunk]);
  const before = useColours(path, sides.old);
  const after = useColours(path, sides.new);
  const runs = fromSides(hunk.lines, before, after);
  return (
    <>
      <p className="truncate border-b border-line px-5 py-1 font-mono text-micro text-ink-muted">
        {hunk.header}
      </p>
      <DiffLines
        lines={hunk.lines.map((line, at): DiffLine => ({
          ...line,
          sign: signOf(line),
          runs: runs[at],
        }))}
      />
    </>
  );
}

const signOf = ({ sign }: LineView): DiffLine["sign"] =>
  sign === "+" || sign === "-" ? sign : " ";

/** The first line that is not as it was, where one lands in the file. */
function firstChange({ hunks }: FileDiffView): number | undefined {
  const lines = hunks.flatMap((hunk) => hunk.lines);
  const at = lines.findIndex(({ sign }) => sign !== " ");
  return lines.slice(at).find(({ new: line }) => line > 0)?.new;
}
