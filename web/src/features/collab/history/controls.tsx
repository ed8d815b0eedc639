"use client";
/** Play, step and speed; the pictures on the buttons are said in words. */
import { useMessages } from "@/lib/i18n/client";
import { cx } from "@/ui/cx";
import { Tooltip } from "@/ui/tooltip/tooltip";
import { historyMessages } from "./messages";
import { speeds, type Player } from "./player";

const pictures = {
  play: "M5 3.5v9l7-4.5z",
  pause: "M5.5 3.5v9M10.5 3.5v9",
  back: "M11 3.5 5.5 8l5.5 4.5M4 3.5v9",
  forward: "M5 3.5 10.5 8 5 12.5M12 3.5v9",
} as const;

interface ControlProps {
  readonly picture: keyof typeof pictures;
  readonly label: string;
  readonly disabled?: boolean;
  readonly onClick: () => void;
}

function Control({ picture, label, disabled = false, onClick }: ControlProps) {
  return (
    <Tooltip label={label}>
      <button
        type="button"
        aria-label={label}
        aria-disabled={disabled || undefined}
        onClick={() => !disabled && onClick()}
        className="inline-grid size-control flex-none place-items-center rounded-control text-ink-muted hover:bg-surface-hover hover:text-ink aria-disabled:text-ink-faint pointer-coarse:size-touch"
      >
        <svg
          viewBox="0 0 16 16"
          aria-hidden="true"
          fill={picture === "play" ? "currentColor" : "none"}
          stroke="currentColor"
          strokeWidth={1.5}
          strokeLinecap="round"
          strokeLinejoin="round"
          className="size-4"
        >
          <path d={pictures[picture]} />
        </svg>
      </button>
    </Tooltip>
  );
}

export interface ControlsProps {
  readonly player: Player;
  readonly count: number;
}

export function Controls({ player, count }: ControlsProps) {
  const t = useMessages(historyMessages);
  const { index, playing, speed, step, toggle, setSpeed } = player;
  return (
    <div className="flex items-center">
      <Control picture="back" label={t.back} disabled={index === 0} onClick={() => step(-1)} />
      <Control
        picture={playing ? "pause" : "play"}
        label={playing ? t.pause : t.play}
        disabled={count < 2}
        onClick={toggle}
      />
      <Control
        picture="forward"
        label={t.forward}
        disabled={index >= count - 1}
        onClick={() => step(1)}
      />
      <div role="group" aria-label={t.speed} className="ms-2 flex">
        {speeds.map((one) => (
          <button
            key={one}
            type="button"
            aria-pressed={one === speed}
            onClick={() => setSpeed(one)}
            className={cx(
              "min-h-6 min-w-7 rounded-control px-1 text-small font-medium text-ink-muted tabular-nums hover:text-ink",
              "aria-pressed:bg-surface-active aria-pressed:text-ink pointer-coarse:min-h-touch pointer-coarse:min-w-touch",
            )}
          >
            {t.times(one)}
          </button>
        ))}
      </div>
    </div>
  );
}
