"use client";
/** A password, hidden until its owner asks to see it. */
import { useState } from "react";
import { useMessages } from "@/lib/i18n/client";
import { Field, type FieldProps } from "@/ui/field";
import { formMessages } from "./form-messages";

export type PasswordFieldProps = Omit<FieldProps, "type" | "end">;

export function PasswordField(props: PasswordFieldProps) {
  const t = useMessages(formMessages);
  const [shown, setShown] = useState(false);
  return (
    <Field
      {...props}
      type={shown ? "text" : "password"}
      autoCapitalize="none"
      spellCheck={false}
      end={
        <button
          type="button"
          onClick={() => setShown(!shown)}
          className="min-h-6 rounded-control px-2 text-small text-ink-muted hover:text-ink pointer-coarse:min-h-touch"
        >
          {shown ? t.hide : t.show}
          <span className="sr-only">{t.ofPassword}</span>
        </button>
      }
    />
  );
}
