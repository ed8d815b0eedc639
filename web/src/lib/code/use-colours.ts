"use client";
/** The colours of some lines, a moment after the lines themselves. */
import { useEffect, useState } from "react";
import type { Run } from "./highlight";

/** Empty until the grammar is here. Memoise `lines`. */
export function useColours(path: string, lines: readonly string[]): readonly (readonly Run[])[] {
  const [coloured, setColoured] = useState<readonly (readonly Run[])[]>([]);
  useEffect(() => {
    let left = false;
    void import("./highlight")
      .then(({ colourLines }) => colourLines(path, lines))
      .then((runs) => !left && setColoured(runs));
    return () => {
      left = true;
    };
  }, [path, lines]);
  return coloured;
}
