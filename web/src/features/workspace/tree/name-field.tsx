"use client";
/** A row as a field: a new name, taken with Enter and left with Escape. */
import { useState, type KeyboardEvent } from "react";
import type { EntryView } from "@/contracts/workspace";
import { useMessages } from "@/lib/i18n/client";
import { cx } from "@/ui/cx";
import { fieldBox } from "@/ui/field";
import { nameProblem } from "./rows";
import { treeMessages } from "./messages";

export interface NameFieldProps {
  readonly label: string;
  readonly initial: string;
  /** What else is in the folder. */
  readonly beside: readonly EntryView[] | undefined;
  readonly onName: (name: string) => void;
  readonly onCancel: () => void;
}

/** The part before the ending, which is what one usually changes. */
function chooseStem(input: HTMLInputElement | null) {
  if (!input) return;
  input.focus();
  const dot = input.value.lastIndexOf(".");
  input.setSelectionRange(0, dot > 0 ? dot : input.value.length);
  input.scrollIntoView({ block: "nearest" });
}

export function NameField({ label, initial, beside, onName, onCancel }: NameFieldProps) {
  const t = useMessages(treeMessages);
  const [name, setName] = useState(initial);
  const [tried, setTried] = useState(false);
  const problem = nameProblem(name, beside, initial);
  const told = problem !== undefined && (tried || problem === "taken") ? problem : undefined;

  function finish() {
    if (name === initial || name === "") onCancel();
    else if (problem === undefined) onName(name);
    else setTried(true);
  }

  function onKeyDown(event: KeyboardEvent) {
    event.stopPropagation();
    if (event.key === "Escape") onCancel();
    else if (event.key === "Enter" && !event.nativeEvent.isComposing) finish();
  }

  return (
    <div className="relative min-w-0 flex-1">
      <input
        ref={chooseStem}
        aria-label={label}
        aria-invalid={told !== undefined}
        aria-errormessage={told === undefined ? undefined : "name-problem"}
        autoComplete="off"
        spellCheck={false}
        value={name}
        onChange={(event) => setName(event.target.value)}
        onKeyDown={onKeyDown}
        onBlur={() => (problem === undefined && name !== initial ? onName(name) : onCancel())}
        className={cx(fieldBox, "min-h-row px-1 text-ui")}
      />
      {told !== undefined && (
        <p
          id="name-problem"
          role="alert"
          className="absolute start-0 top-full z-20 rounded-control bg-surface-raised px-2 py-1 text-small text-danger shadow-float"
        >
          {t.nameProblems[told]}
        </p>
      )}
    </div>
  );
}
