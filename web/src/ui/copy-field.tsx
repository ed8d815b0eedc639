"use client";
/** A text to hand on, with a button that copies it; where a browser refuses, the text is selected. */
import { useRef, useState } from "react";
import { Button } from "./button";
import { cx } from "./cx";
import { fieldBox } from "./field";

export interface CopyFieldProps {
  readonly label: string;
  readonly text: string;
  readonly copy: string;
  readonly copied: string;
  /** What to say where the page may not write to the clipboard. */
  readonly byHand: string;
}

export function CopyField({ label, text, copy, copied, byHand }: CopyFieldProps) {
  const field = useRef<HTMLInputElement>(null);
  const [said, setSaid] = useState("");

  async function onCopy() {
    field.current?.select();
    try {
      // Plain http has no clipboard at all; a refusal is an answer as well.
      await navigator.clipboard.writeText(text);
      setSaid(copied);
    } catch {
      setSaid(byHand);
    }
  }

  return (
    <div>
      <div className="flex gap-2">
        <input
          ref={field}
          readOnly
          aria-label={label}
          value={text}
          onFocus={(event) => event.target.select()}
          className={cx(fieldBox, "min-h-control-large min-w-0 flex-1 px-3 font-mono text-small")}
        />
        <Button size="large" onClick={() => void onCopy()}>
          {copy}
        </Button>
      </div>
      <p role="status" className="mt-1.5 min-h-4.5 text-small text-ink-muted">
        {said}
      </p>
    </div>
  );
}
