/** A choice of one from a few: the platform's own list, in our box. */
import { useId, type ComponentProps, type ReactNode } from "react";
import { cx } from "./cx";
import { fieldBox, FieldNote, fieldSizes, type FieldSize } from "./field";
import { Icon } from "./icons/icon";

export interface Choice {
  readonly value: string;
  readonly label: string;
}

export interface SelectProps extends Omit<ComponentProps<"select">, "size" | "children"> {
  readonly label: string;
  readonly labelled?: "shown" | "aloud";
  readonly choices: readonly Choice[];
  readonly hint?: ReactNode;
  readonly size?: FieldSize;
}

export function Select({
  label,
  labelled = "shown",
  choices,
  hint,
  size = "control",
  className,
  id,
  ...rest
}: SelectProps) {
  const made = useId();
  const select = id ?? made;
  return (
    <div className={className}>
      <label
        htmlFor={select}
        className={labelled === "shown" ? "mb-1.5 block font-medium" : "sr-only"}
      >
        {label}
      </label>
      <div className="relative">
        <select
          id={select}
          aria-describedby={`${select}-note`}
          className={cx(fieldBox, fieldSizes[size], "appearance-none pe-7")}
          {...rest}
        >
          {choices.map((choice) => (
            <option key={choice.value} value={choice.value}>
              {choice.label}
            </option>
          ))}
        </select>
        <span className="pointer-events-none absolute inset-y-0 end-2 grid place-items-center text-ink-muted">
          <Icon name="chevron-down" size="small" />
        </span>
      </div>
      <FieldNote id={`${select}-note`} hint={hint} />
    </div>
  );
}
