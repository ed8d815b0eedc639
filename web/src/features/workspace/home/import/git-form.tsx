"use client";
/** Importing from a URL: the answer comes at once, and the list shows how far it is. */
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

export function GitForm({ onDone, onCancel }: ImportFormProps) {
  const t = useMessages(importMessages);
  const say = useProblemWords(workspaceProblems);
  const { problem, pending, submit } = useSubmit(workspaceProblems);
  const [workspace] = useState(newId);
  const [url, setUrl] = useState("");
  const [name, setName] = useState("");

  async function onSubmit(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault();
    const wish = { workspace, url: url.trim(), name: name.trim() };
    if (await submit(async () => (await loadApi()).workspace.importGit.mutate(wish))) onDone();
  }

  return (
    <form onSubmit={onSubmit} className="grid gap-4">
      <Field
        label={t.url}
        hint={t.urlHint}
        placeholder="https://example.com/harbour.git"
        type="url"
        size="large"
        value={url}
        onChange={(event) => setUrl(event.target.value)}
        error={problem && say(problem)}
        spellCheck={false}
        autoComplete="off"
        minLength={8}
        maxLength={2000}
        required
        autoFocus
      />
      <Field
        label={t.callIt}
        hint={t.callItHint}
        size="large"
        value={name}
        onChange={(event) => setName(event.target.value)}
        maxLength={80}
        autoComplete="off"
      />
      <ImportAnswers label={t.importDo} pending={pending} onCancel={onCancel} />
    </form>
  );
}
