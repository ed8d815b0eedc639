"use client";
/** Choosing another password, with the one at hand as proof. */
import type { SubmitEvent } from "react";
import { loadApi } from "@/lib/api/load";
import { useMessages } from "@/lib/i18n/client";
import { useProblemWords } from "@/lib/problems/words";
import { useSubmit } from "@/lib/use-submit";
import { Button } from "@/ui/button";
import { ErrorState } from "@/ui/error-state";
import { showToast } from "@/ui/toast/toasts";
import { textOf } from "../door/form";
import { PasswordField } from "../door/password-field";
import { identityProblems } from "../problems";
import { settingsMessages } from "./messages";

export function PasswordForm() {
  const t = useMessages(settingsMessages);
  const say = useProblemWords(identityProblems);
  const { problem, pending, submit } = useSubmit(identityProblems);

  async function onSubmit(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = event.currentTarget;
    const data = new FormData(form);
    const wish = { old: textOf(data, "old"), new: textOf(data, "new") };
    if (!(await submit(async () => (await loadApi()).identity.changePassword.mutate(wish)))) return;
    form.reset();
    showToast({ text: t.passwordSaved });
  }

  return (
    <form onSubmit={onSubmit} className="grid max-w-85 justify-items-start gap-3">
      {problem !== undefined && <ErrorState title={say(problem)} className="w-full" />}
      <PasswordField
        label={t.old}
        name="old"
        size="large"
        autoComplete="current-password"
        required
        className="w-full"
      />
      <PasswordField
        label={t.new}
        name="new"
        size="large"
        autoComplete="new-password"
        hint={t.newHint}
        minLength={10}
        maxLength={256}
        required
        className="w-full"
      />
      <Button type="submit" size="large" aria-disabled={pending}>
        {t.savePassword}
      </Button>
    </form>
  );
}
