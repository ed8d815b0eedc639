"use client";
/** The two roles somebody can be invited with, each with what it lets them do. */
import { useId } from "react";
import { useMessages } from "@/lib/i18n/client";
import { peopleMessages } from "./messages";

export type InvitedRole = "editor" | "reader";

export interface RoleChoiceProps {
  readonly value: InvitedRole;
  readonly onChange: (role: InvitedRole) => void;
}

export function RoleChoice({ value, onChange }: RoleChoiceProps) {
  const t = useMessages(peopleMessages);
  const name = useId();
  return (
    <fieldset>
      <legend className="mb-1.5 font-medium">{t.inviteRole}</legend>
      <div className="grid gap-2">
        {(["editor", "reader"] as const).map((role) => (
          <label
            key={role}
            className="flex min-h-touch items-center gap-3 rounded-card px-3 inset-ring inset-ring-line has-checked:bg-surface-hover has-checked:inset-ring-line-strong has-focus-visible:outline-2 has-focus-visible:outline-focus"
          >
            <input
              type="radio"
              name={name}
              checked={value === role}
              onChange={() => onChange(role)}
              className="size-4 flex-none appearance-none rounded-person bg-surface-raised inset-ring inset-ring-line-strong outline-none checked:inset-ring-5 checked:inset-ring-ink"
            />
            <span className="min-w-0 py-1.5">
              <span className="font-medium">{t[role]}</span>
              <span className="block text-small text-ink-muted">
                {role === "editor" ? t.editorDoes : t.readerDoes}
              </span>
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
