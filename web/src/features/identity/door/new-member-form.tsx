"use client";
/** What somebody new says about themselves: the same three fields for the owner and for who is invited. */
import { useState, type SubmitEvent } from "react";
import { loadApi } from "@/lib/api/load";
import { useMessages } from "@/lib/i18n/client";
import { newId } from "@/lib/id";
import { useProblemWords } from "@/lib/problems/words";
import { useSubmit } from "@/lib/use-submit";
import { Button } from "@/ui/button";
import { ErrorState } from "@/ui/error-state";
import { Field } from "@/ui/field";
import { identityProblems } from "../problems";
import { textOf } from "./form";
import { formMessages } from "./form-messages";
import { PasswordField } from "./password-field";

export interface NewMemberFormProps {
  readonly token: string;
  /** `claim` makes the first owner, `join` a member by invitation. */
  readonly way: "claim" | "join";
}

const shortestPassword = 10;

export function NewMemberForm({ token, way }: NewMemberFormProps) {
  const t = useMessages(formMessages);
  const say = useProblemWords(identityProblems);
  const { pending, problem, submit } = useSubmit(identityProblems);
  // Chosen once, so that sending twice makes one member.
  const [member] = useState(newId);

  async function onSubmit(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const wish = {
      token,
      member,
      name: textOf(form, "name").trim(),
      email: textOf(form, "email").trim(),
      password: textOf(form, "password"),
    };
    async function send() {
      const { identity } = await loadApi();
      return way === "claim" ? identity.claimOwnership.mutate(wish) : identity.join.mutate(wish);
    }
    if (await submit(send)) location.assign("/");
  }

  return (
    <form onSubmit={onSubmit} className="grid gap-4">
      {problem !== undefined && <ErrorState title={say(problem)} />}
      <Field
        label={t.name}
        name="name"
        size="large"
        autoComplete="name"
        hint={t.nameHint}
        error={problem?.fields.name}
        maxLength={80}
        required
        autoFocus
      />
      <Field
        label={t.email}
        name="email"
        type="email"
        size="large"
        autoComplete="username"
        error={problem?.fields.email}
        maxLength={254}
        required
      />
      <PasswordField
        label={t.password}
        name="password"
        size="large"
        autoComplete="new-password"
        hint={t.passwordHint}
        error={problem?.fields.password}
        minLength={shortestPassword}
        maxLength={256}
        required
      />
      <Button
        type="submit"
        tone="first"
        size="large"
        className="mt-1 w-full"
        aria-disabled={pending}
      >
        {way === "claim" ? t.claim : t.join}
      </Button>
    </form>
  );
}
