"use client";
/** Importing an archive: chosen or dropped, sent with its progress, and stoppable. */
import { useRef, useState, type SubmitEvent } from "react";
import type { ImportLimitsView } from "@/contracts/workspace";
import { useMessages } from "@/lib/i18n/client";
import { workspaceProblems } from "@/lib/problems/workspace";
import { useProblemWords } from "@/lib/problems/words";
import { useSubmit } from "@/lib/use-submit";
import { Button } from "@/ui/button";
import { FieldNote } from "@/ui/field";
import { Progress } from "@/ui/progress";
import { importMessages } from "./messages";
import { uploadArchive } from "../upload";
import { ImportAnswers, type ImportFormProps } from "./answers";

export interface ArchiveFormProps extends ImportFormProps {
  readonly limits: ImportLimitsView;
}

export function ArchiveForm({ limits, onDone, onCancel }: ArchiveFormProps) {
  const t = useMessages(importMessages);
  const say = useProblemWords(workspaceProblems);
  const { problem, pending, submit } = useSubmit(workspaceProblems);
  const input = useRef<HTMLInputElement>(null);
  const stop = useRef<AbortController>(undefined);
  const [file, setFile] = useState<File>();
  const [percent, setPercent] = useState(0);

  async function onSubmit(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault();
    if (file === undefined) {
      input.current?.click();
      return;
    }
    const { signal } = (stop.current = new AbortController());
    setPercent(0);
    const sent = await submit(async () => {
      try {
        await uploadArchive(file, { onPercent: setPercent, signal });
      } catch (error) {
        if (!signal.aborted) throw error; // stopping is no problem
      }
    });
    if (sent && !signal.aborted) onDone();
  }

  return (
    <form onSubmit={onSubmit} className="grid gap-4">
      <div
        onDragOver={(event) => event.preventDefault()}
        onDrop={(event) => {
          event.preventDefault();
          setFile(event.dataTransfer.files[0] ?? file);
        }}
      >
        <span className="mb-1.5 block font-medium">{t.file}</span>
        <div className="flex min-h-16 flex-wrap items-center gap-3 rounded-card bg-surface-sunken p-3">
          <Button size="large" disabled={pending} onClick={() => input.current?.click()}>
            {t.chooseFile}
          </Button>
          <span className="min-w-0 flex-1 wrap-anywhere">{file?.name}</span>
          <input
            ref={input}
            type="file"
            tabIndex={-1}
            aria-label={t.file}
            accept={limits.extensions.join(",")}
            onChange={(event) => setFile(event.target.files?.[0] ?? file)}
            className="sr-only"
          />
        </div>
        <FieldNote
          id="archive-note"
          hint={t.fileHint(limits.extensions.join(", "), Math.floor(limits.upload / 1_000_000))}
          error={problem && say(problem)}
        />
      </div>
      {pending && (
        <Progress label={percent < 100 ? t.uploading(percent) : t.unpacking} percent={percent} />
      )}
      <ImportAnswers
        label={t.importDo}
        pending={pending}
        cancelLabel={pending && percent < 100 ? t.stop : undefined}
        onCancel={() => (pending ? stop.current?.abort() : onCancel())}
      />
    </form>
  );
}
