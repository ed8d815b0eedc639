/** Which lines of a file differ from the last commit, from its diff. Pure. */
import type { FileDiffView } from "@/contracts/workspace";

/** Lines from 1, both ends included; `gone`: lines were removed before `from`. */
export interface ChangedLines {
  readonly from: number;
  readonly to: number;
  readonly kind: "changed" | "gone";
}

export function changedLines({ hunks }: Pick<FileDiffView, "hunks">): readonly ChangedLines[] {
  const found: ChangedLines[] = [];
  for (const { lines } of hunks) {
    let next = Math.max(1, lines.find(({ new: line }) => line > 0)?.new ?? 1);
    let removed = false;
    let start: number | undefined;
    const end = () => {
      if (start !== undefined) found.push({ from: start, to: next - 1, kind: "changed" });
      else if (removed) found.push({ from: next, to: next, kind: "gone" });
      start = undefined;
      removed = false;
    };
    for (const { sign } of lines) {
      if (sign === "+") {
        start ??= next;
        next += 1;
      } else if (sign === "-") removed = true;
      else {
        end();
        next += 1;
      }
    }
    end();
  }
  return found;
}
