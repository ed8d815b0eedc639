"use client";
/** Opening a folder of the machine in place. */
import { useState, type SubmitEvent } from "react";
import { loadApi } from "@/lib/api/load";
import { useMessages } from "@/lib/i18n/client";
import { newId } from "@/lib/id";
import { workspaceProblems } from "@/lib/problems/workspace";
import { useProblemWords } from "@/lib/problems/words";
import { useSubmit } from "@/lib/use-submit";
import { Field } from "@/ui/field";
import { importMessages } from "./messages";
import { ImportAnswers, type ImportFormProps } from "./answers";

export function FolderForm({ onDone, onCancel }: ImportFormProps) {
  const t = useMessages(importMessages);
  const say = useProblemWords(workspaceProblems);
  const { problem, pending, submit } = useSubmit(workspaceProblems);
  const [workspace] = useState(newId);
  const [path, setPath] = useState("");

  async function onSubmit(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault();
    const wish = { workspace, path: path.trim() };
    if (await submit(async () => (await loadApi()).workspace.openFolder.mutate(wish))) onDone();
  }

  return (
    <form onSubmit={onSubmit} className="grid gap-4">
      <Field
        label={t.path}
        hint={t.pathHint}
        placeholder="/srv/harbour"
        size="large"
        value={path}
        onChange={(event) => setPath(event.target.value)}
        error={problem && say(problem)}
        spellCheck={false}
        autoComplete="off"
        autoCapitalize="none"
        maxLength={4096}
        required
        autoFocus
      />
      <ImportAnswers label={t.openDo} pending={pending} onCancel={onCancel} />
    </form>
  );
}
