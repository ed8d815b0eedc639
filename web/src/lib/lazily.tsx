"use client";
/**
 * A component whose code is fetched when it is first shown. Until then `Meanwhile` stands in its
 * place, or nothing.
 *
 * `next/dynamic` does the same, and 2 kB more on each page, for what is shown from the start: that
 * needs no loading later.
 */
import { lazy, Suspense, type ComponentType } from "react";

export function lazily<Props extends object>(
  load: () => Promise<ComponentType<Props>>,
  Meanwhile?: ComponentType<Props>,
): ComponentType<Props> {
  const Later = lazy(async () => ({ default: await load() }));
  return function Lazily(props: Props) {
    return (
      <Suspense fallback={Meanwhile && <Meanwhile {...props} />}>
        <Later {...props} />
      </Suspense>
    );
  };
}
