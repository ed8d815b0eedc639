/** A query for a file may end in the line one wants: `windows:29`. Pure. */

export interface FileQuery {
  readonly name: string;
  /** From 1. */
  readonly line: number | undefined;
}

export function splitQuery(query: string): FileQuery {
  const [, name = "", digits] = /^(.*?)(?::(\d{1,7})?)?$/s.exec(query.trim()) ?? [];
  const line = digits === undefined ? undefined : Math.max(1, Number(digits));
  return { name: name.trim(), line };
}
