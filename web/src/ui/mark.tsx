/** The mark of Sala: a roof, some posts and a floor. */
import { cx } from "./cx";

export interface MarkProps {
  readonly className?: string;
}

export function Mark({ className }: MarkProps) {
  return (
    <svg
      viewBox="0 0 20 20"
      aria-hidden="true"
      fill="none"
      stroke="currentColor"
      strokeWidth={1.6}
      strokeLinecap="round"
      strokeLinejoin="round"
      className={cx("block size-5 flex-none text-ink", className)}
    >
      <path d="M1.5 10.5C5.8 9.7 8.9 7 10 2.5c1.1 4.5 4.2 7.2 8.5 8M4.8 10.3V17M15.2 10.3V17M2.5 17h15" />
    </svg>
  );
}
