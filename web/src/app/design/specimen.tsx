/** One part on show, under its name. */
import type { ReactNode } from "react";
import { cx } from "@/ui/cx";

export interface SpecimenProps {
  readonly name: string;
  readonly stacked?: boolean;
  readonly children: ReactNode;
}

export function Specimen({ name, stacked = false, children }: SpecimenProps) {
  return (
    <div>
      <h2 className="mb-2 text-small font-medium text-ink-faint">{name}</h2>
      <div className={cx(stacked ? "grid grid-cols-1 gap-4" : "flex flex-wrap items-start gap-2")}>
        {children}
      </div>
    </div>
  );
}
