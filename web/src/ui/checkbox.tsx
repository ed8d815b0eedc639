/** A box that is ticked or not, with its label as part of the target. */
import { useId, type ComponentProps, type ReactNode } from "react";
import { cx } from "./cx";
import { Icon } from "./icons/icon";

export interface CheckboxProps extends Omit<ComponentProps<"input">, "type"> {
  readonly label: ReactNode;
  readonly labelled?: "shown" | "aloud";
}

export function Checkbox({ label, labelled = "shown", className, id, ...rest }: CheckboxProps) {
  const made = useId();
  const box = id ?? made;
  return (
    <span
      className={cx("inline-flex min-h-6 items-center gap-2 pointer-coarse:min-h-touch", className)}
    >
      <span className="relative grid size-4 flex-none place-items-center pointer-coarse:size-5">
        <input
          id={box}
          type="checkbox"
          className="peer size-4 appearance-none rounded-mark bg-surface-raised inset-ring inset-ring-line-strong checked:bg-ink checked:inset-ring-ink disabled:opacity-50 pointer-coarse:size-5"
          {...rest}
        />
        <span className="pointer-events-none invisible absolute text-surface peer-checked:visible">
          <Icon name="check" size="small" />
        </span>
      </span>
      <label htmlFor={box} className={labelled === "shown" ? "select-none" : "sr-only"}>
        {label}
      </label>
    </span>
  );
}
