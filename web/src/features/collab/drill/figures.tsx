"use client";
/** What a drill counted, a line each. */
import type { DrillFiguresView } from "@/contracts/collab";
import { useMessages } from "@/lib/i18n/client";
import { Cell, Table } from "@/ui/table";
import { drillMessages } from "./messages";

export interface FiguresProps {
  readonly figures: DrillFiguresView;
}

export function Figures({ figures }: FiguresProps) {
  const t = useMessages(drillMessages);
  const rows: readonly (readonly [string, string | number])[] = [
    [t.edits, figures.edits],
    [t.acknowledged, figures.acknowledged],
    [t.lost, figures.lost],
    [t.doubled, figures.doubled],
    [t.apart, figures.files_apart],
    [t.cuts, figures.cuts],
    [t.kills, figures.kills],
    [t.resets, figures.resets],
    [t.median, t.seconds(figures.median_seconds)],
    [t.longest, t.seconds(figures.longest_seconds)],
  ];
  return (
    <Table className="max-w-120 border-t border-line">
      <caption className="sr-only">{t.counted}</caption>
      <tbody>
        {rows.map(([what, value]) => (
          <tr key={what}>
            <th
              scope="row"
              className="border-b border-line py-2 pe-3 text-start font-normal text-ink-muted"
            >
              {what}
            </th>
            <Cell spacing="close" className="text-end tabular-nums">
              {value}
            </Cell>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}
