/** A labelled field of several lines that grows with what is written. */
import { useId, type ComponentProps, type ReactNode } from "react";
import { cx } from "./cx";
import { fieldBox, FieldNote } from "./field";

export interface TextAreaProps extends ComponentProps<"textarea"> {
  readonly label: string;
  /** Keep the label for screen readers only, where the place says what is written there. */
  readonly labelled?: "shown" | "aloud";
  readonly hint?: ReactNode;
  readonly error?: string | undefined;
}

export function TextArea({
  label,
  labelled = "shown",
  hint,
  error,
  className,
  id,
  ...rest
}: TextAreaProps) {
  const made = useId();
  const area = id ?? made;
  return (
    <div className={className}>
      <label
        htmlFor={area}
        className={labelled === "shown" ? "mb-1.5 block font-medium" : "sr-only"}
      >
        {label}
      </label>
      <textarea
        id={area}
        rows={3}
        aria-invalid={error !== undefined || undefined}
        aria-describedby={`${area}-note`}
        className={cx(
          fieldBox,
          "block field-sizing-content max-h-60 min-h-16 resize-none px-2 py-1 text-ui",
        )}
        {...rest}
      />
      <FieldNote id={`${area}-note`} hint={hint} error={error} />
    </div>
  );
}
