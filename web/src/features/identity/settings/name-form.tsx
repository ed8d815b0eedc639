"use client";
/** The name that others see. */
import type { SubmitEvent } from "react";
import { useRouter } from "next/navigation";
import { loadApi } from "@/lib/api/load";
import { useMessages } from "@/lib/i18n/client";
import { useProblemWords } from "@/lib/problems/words";
import { useSubmit } from "@/lib/use-submit";
import { Button } from "@/ui/button";
import { Field } from "@/ui/field";
import { showToast } from "@/ui/toast/toasts";
import { textOf } from "../door/form";
import { identityProblems } from "../problems";
import { settingsMessages } from "./messages";

export interface NameFormProps {
  readonly name: string;
}

export function NameForm({ name }: NameFormProps) {
  const t = useMessages(settingsMessages);
  const say = useProblemWords(identityProblems);
  const router = useRouter();
  const { problem, pending, submit } = useSubmit(identityProblems);

  async function onSubmit(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault();
    const wish = { name: textOf(new FormData(event.currentTarget), "name").trim() };
    if (!(await submit(async () => (await loadApi()).identity.rename.mutate(wish)))) return;
    showToast({ text: t.nameSaved });
    router.refresh();
  }

  return (
    <form onSubmit={onSubmit} className="grid max-w-85 justify-items-start gap-3">
      <Field
        label={t.name}
        name="name"
        size="large"
        defaultValue={name}
        hint={t.nameHint}
        error={problem && say(problem)}
        autoComplete="name"
        maxLength={80}
        required
        className="w-full"
      />
      <Button type="submit" size="large" aria-disabled={pending}>
        {t.saveName}
      </Button>
    </form>
  );
}
