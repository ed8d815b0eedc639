/** How far something is, as a bar and in words. */

export interface ProgressProps {
  readonly label: string;
  /** 0 to 100. */
  readonly percent: number;
}

export function Progress({ label, percent }: ProgressProps) {
  return (
    <div>
      <div
        role="progressbar"
        aria-label={label}
        aria-valuenow={percent}
        aria-valuemin={0}
        aria-valuemax={100}
        className="h-1 overflow-hidden rounded-person bg-surface-active"
      >
        <div className="h-full bg-ink-muted" style={{ width: `${percent}%` }} />
      </div>
      <p className="mt-1.5 text-small text-ink-muted tabular-nums">{label}</p>
    </div>
  );
}
