/** The shape of what comes: still, sunken, and not there for the first 300 ms. */
import { cx } from "./cx";

export interface SkeletonProps {
  /** What is awaited, for screen readers. */
  readonly label: string;
  readonly rows?: number;
  readonly className?: string;
}

const widths = ["w-3/5", "w-4/5", "w-2/5", "w-3/4", "w-1/2"] as const;

export function Skeleton({ label, rows = 5, className }: SkeletonProps) {
  return (
    <div role="status" className={cx("animate-late space-y-2", className)}>
      <span className="sr-only">{label}</span>
      {Array.from({ length: rows }, (_, row) => (
        <div
          key={row}
          className={cx("h-4 rounded-mark bg-surface-active", widths[row % widths.length])}
        />
      ))}
    </div>
  );
}
