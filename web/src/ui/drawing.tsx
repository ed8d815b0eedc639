/** The drawing of a sala: an open pavilion with a tiered roof, drawn in half and mirrored. */
import { cx } from "./cx";

export interface DrawingProps {
  /** What it shows, for screen readers. */
  readonly label: string;
  readonly className?: string;
}

const fine = [
  "M210 74C204 96 188 116 166 130M210 90C206 106 196 120 182 130M210 104C208 114 203 123 197 130M210 74V130",
  "M161 140L149 158M176 138L169 158M190 138L187 158M204 138L203 158M124 168L108 188M140 166L128 188M156 165L148 188M172 165L168 188M188 165L186 188M203 165L202 188",
  "M110 262V248H168V262M120 248V262M130 248V262M140 248V262M150 248V262M160 248V262",
  "M26 306H70M44 314H62M20 322H34",
] as const;

const strong = [
  "M210 34C204 66 182 108 140 134C136 136 131 135 129 129M210 50C203 78 184 110 152 134M140 134H210",
  "M153 138C142 147 128 156 111 160C106 162 101 160 99 154M111 160H210",
  "M123 164C107 176 90 186 67 190C61 192 56 190 54 183M67 190H210",
  "M78 196H210M98 196V262M102 196V262M168 196V262M172 196V262",
  "M76 262H210M76 262V270H210M92 270V304M96 270V304M160 270V304M164 270V304M180 270V281H210M172 281V292H210M164 292H210",
  "M70 306H210",
] as const;

function Half() {
  return (
    <>
      <path d={fine.join("")} stroke="var(--line-strong)" opacity={0.6} />
      <path d={strong.join("")} stroke="var(--ink-muted)" strokeWidth={1.4} />
    </>
  );
}

export function Drawing({ label, className }: DrawingProps) {
  return (
    <svg
      viewBox="0 0 420 330"
      role="img"
      aria-label={label}
      fill="none"
      strokeLinecap="round"
      strokeLinejoin="round"
      className={cx("block h-auto", className)}
    >
      <Half />
      <g transform="matrix(-1 0 0 1 420 0)">
        <Half />
      </g>
      <path d="M210 36C207 26 209 18 215 10C213 18 214 26 210 36Z" fill="var(--ink-muted)" />
    </svg>
  );
}
