"use client";
/** What would be taken back, file by file, and what stays whatever is chosen. */
import type { ChangedView } from "@/contracts/collab";
import { useMessages } from "@/lib/i18n/client";
import { Checkbox } from "@/ui/checkbox";
import { takingBackMessages } from "./messages";

export interface TakingSummaryProps {
  readonly changes: readonly ChangedView[];
  /** Paths that are left as they are. */
  readonly left: ReadonlySet<string>;
  /** It is programs' work: what a file began with is theirs too, and stays. */
  readonly disk: boolean;
  readonly onLeave: (left: ReadonlySet<string>) => void;
}

export function TakingSummary({ changes, left, disk, onLeave }: TakingSummaryProps) {
  const t = useMessages(takingBackMessages);
  const chosen = changes.filter(({ path }) => !left.has(path));
  const count = chosen.reduce((sum, { edits }) => sum + edits.length, 0);

  function toggle(path: string) {
    const next = new Set(left);
    if (!next.delete(path)) next.add(path);
    onLeave(next);
  }

  return (
    <>
      <div className="mt-5 border-t border-line pt-4">
        <p className="text-small text-ink-muted">{t.taken}</p>
        <p className="text-title font-semibold tracking-title tabular-nums">{t.edits(count)}</p>
      </div>
      <fieldset className="mt-4 border-t border-line pt-3">
        <legend className="sr-only">{t.files}</legend>
        <ul>
          {changes.map(({ path, edits }) => (
            <li key={path} className="flex flex-wrap items-center gap-x-3">
              <Checkbox
                label={<span className="font-mono text-small wrap-anywhere">{path}</span>}
                className="min-w-0 flex-1"
                checked={!left.has(path)}
                onChange={() => toggle(path)}
              />
              <span className="text-small text-ink-muted tabular-nums">
                {left.has(path) ? t.leftAsIs(edits.length) : t.edits(edits.length)}
              </span>
            </li>
          ))}
        </ul>
      </fieldset>
      <div className="mt-4 border-t border-line pt-3">
        <h3 className="font-semibold">{t.stays}</h3>
        <ul className="mt-1 grid list-disc gap-1 ps-4 text-small text-pretty text-ink-muted">
          <li>{t.staysOthers}</li>
          <li>{t.staysDeleted}</li>
          <li>{t.staysLater}</li>
          {disk && <li>{t.staysBeginning}</li>}
        </ul>
      </div>
    </>
  );
}
