"use client";
/** Signing in with an email address and a password. */
import type { SubmitEvent } from "react";
import { loadApi } from "@/lib/api/load";
import { useMessages } from "@/lib/i18n/client";
import { useProblemWords } from "@/lib/problems/words";
import { useSubmit } from "@/lib/use-submit";
import { Button } from "@/ui/button";
import { ErrorState } from "@/ui/error-state";
import { Field } from "@/ui/field";
import { identityProblems } from "../problems";
import { textOf } from "./form";
import { formMessages } from "./form-messages";
import { PasswordField } from "./password-field";

export interface SignInFormProps {
  /** The page to go on to, of this site. */
  readonly next: string;
}

export function SignInForm({ next }: SignInFormProps) {
  const t = useMessages(formMessages);
  const say = useProblemWords(identityProblems);
  const { pending, problem, submit } = useSubmit(identityProblems);

  async function onSubmit(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const wish = { email: textOf(form, "email").trim(), password: textOf(form, "password") };
    if (await submit(async () => (await loadApi()).identity.signIn.mutate(wish)))
      location.assign(next);
  }

  return (
    <form onSubmit={onSubmit} className="grid gap-4">
      {problem !== undefined && <ErrorState title={say(problem)} />}
      <Field
        label={t.email}
        name="email"
        type="email"
        size="large"
        autoComplete="username"
        required
        autoFocus
      />
      <PasswordField
        label={t.password}
        name="password"
        size="large"
        autoComplete="current-password"
        required
      />
      <Button
        type="submit"
        tone="first"
        size="large"
        className="mt-1 w-full"
        aria-disabled={pending}
      >
        {t.signIn}
      </Button>
    </form>
  );
}
