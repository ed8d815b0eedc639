"use client";
/** Colours, type, the mark, the drawing and the icons. */
import { useMessages } from "@/lib/i18n/client";
import { cx } from "@/ui/cx";
import { Drawing } from "@/ui/drawing";
import { Icon } from "@/ui/icons/icon";
import { iconPaths, type IconName } from "@/ui/icons/paths";
import { Mark } from "@/ui/mark";
import { designMessages } from "./messages";
import { Specimen } from "./specimen";

const grounds = [
  ["surface", "bg-surface"],
  ["raised", "bg-surface-raised"],
  ["sunken", "bg-surface-sunken"],
  ["hover", "bg-surface-hover"],
  ["active", "bg-surface-active"],
] as const;

const signals = [
  ["ok", "text-ok bg-ok-soft"],
  ["warn", "text-warn bg-warn-soft"],
  ["danger", "text-danger bg-danger-soft"],
  ["info", "text-info bg-info-soft"],
  ["accent", "text-accent-text bg-accent-soft"],
] as const;

const sizes = [
  "text-head",
  "text-title",
  "text-lead",
  "text-read",
  "text-ui",
  "text-small",
  "text-micro",
] as const;
const iconNames = Object.keys(iconPaths) as readonly IconName[];

export function Ground() {
  const t = useMessages(designMessages);
  return (
    <>
      <Specimen name="Grounds, each with the three inks">
        {grounds.map(([name, ground]) => (
          <div
            key={name}
            className={cx("w-24 rounded-card border border-line p-2 text-small", ground)}
          >
            <p>{name}</p>
            <p className="text-ink-muted">muted</p>
            {/* On a chosen row, ink and muted only. */}
            {name !== "active" && <p className="text-ink-faint">faint</p>}
          </div>
        ))}
      </Specimen>
      <Specimen name="Signals">
        {signals.map(([name, tone]) => (
          <span key={name} className={cx("rounded-control px-2 py-1 text-small", tone)}>
            {name}
          </span>
        ))}
      </Specimen>
      <Specimen name="Type" stacked>
        <div>
          {sizes.map((size) => (
            <p key={size} className={cx("truncate", size)}>
              {t.lead}
            </p>
          ))}
          <p className="font-mono text-code">def windows(tides): # น้ำขึ้น</p>
          <p className="mt-2 max-w-prose text-read text-pretty">
            {t.read} <a href="#ground">{t.link}</a>
          </p>
        </div>
      </Specimen>
      <Specimen name="Mark and drawing">
        <Mark />
        <Drawing label="Sala" className="w-40" />
      </Specimen>
      <Specimen name="Icons">
        {iconNames.map((name) => (
          <span key={name} title={name} className="text-ink-muted">
            <Icon name={name} />
          </span>
        ))}
      </Specimen>
    </>
  );
}
