/** A labelled line of text: label above, hint below, error in place of the hint. */
import { useId, type ComponentProps, type ReactNode } from "react";
import { cx } from "./cx";

export type FieldSize = "control" | "large";

export const fieldBox =
  "w-full rounded-control bg-surface-raised text-ink inset-ring inset-ring-line-strong outline-none " +
  "focus-visible:outline-2 focus-visible:-outline-offset-1 focus-visible:outline-focus " +
  "aria-invalid:inset-ring-danger disabled:bg-surface-sunken disabled:text-ink-faint";

// A phone enlarges the whole page for a field whose text is smaller than 16 pixels.
export const fieldSizes: Readonly<Record<FieldSize, string>> = {
  control: "min-h-control px-2 text-ui pointer-coarse:text-lead",
  large: "min-h-control-large px-3 text-read pointer-coarse:text-lead",
};

export interface FieldNoteProps {
  readonly id: string;
  readonly hint?: ReactNode;
  readonly error?: string | undefined;
}

/** The line under a field. An error takes the place of the hint and is said aloud. */
export function FieldNote({ id, hint, error }: FieldNoteProps) {
  const note = error ?? hint;
  return (
    <p
      id={id}
      role={error === undefined ? undefined : "alert"}
      className={cx(
        "text-small",
        error === undefined ? "text-ink-muted" : "text-danger",
        note ? "mt-1.5" : "",
      )}
    >
      {note}
    </p>
  );
}

export interface FieldProps extends Omit<ComponentProps<"input">, "size"> {
  readonly label: string;
  readonly hint?: ReactNode;
  readonly error?: string | undefined;
  readonly size?: FieldSize;
  /** Beside the label, at its end: a link such as "Forgotten?". */
  readonly aside?: ReactNode;
  /** Inside the box, at its end: a word such as "Show". */
  readonly end?: ReactNode;
}

export function Field({
  label,
  hint,
  error,
  size = "control",
  aside,
  end,
  className,
  id,
  ...rest
}: FieldProps) {
  const made = useId();
  const input = id ?? made;
  return (
    <div className={className}>
      <div className="mb-1.5 flex items-baseline justify-between gap-3">
        <label htmlFor={input} className="font-medium">
          {label}
        </label>
        {aside}
      </div>
      <div className="relative">
        <input
          id={input}
          aria-invalid={error !== undefined || undefined}
          aria-describedby={`${input}-note`}
          className={cx(fieldBox, fieldSizes[size], end !== undefined && "pe-16")}
          {...rest}
        />
        {end !== undefined && (
          <div className="absolute inset-y-0 end-1 grid place-items-center">{end}</div>
        )}
      </div>
      <FieldNote id={`${input}-note`} hint={hint} error={error} />
    </div>
  );
}
