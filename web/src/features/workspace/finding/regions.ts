/** F6 goes round the regions of the page, as in every desktop program. */

/** Elements marked as regions, in the order of the page, that can be seen. */
function regions(): readonly HTMLElement[] {
  return [...document.querySelectorAll<HTMLElement>("[data-region]")].filter(
    (region) => region.offsetParent !== null || region.getClientRects().length > 0,
  );
}

const focusable =
  '[contenteditable="true"], [role="treeitem"][tabindex="0"], [role="tab"][tabindex="0"], input:not([hidden]), textarea, button:not([tabindex="-1"]), a[href], [tabindex="0"]';

/** Which region comes `steps` further than the one that has the focus; the first when none has. */
export function regionAt(count: number, current: number, steps: number): number {
  if (current === -1) return steps > 0 ? 0 : count - 1;
  return (current + steps + count) % count;
}

export function moveRegion(steps: number): void {
  const all = regions();
  const here = all.findIndex((region) => region.contains(document.activeElement));
  const next = all[regionAt(all.length, here, steps)];
  const target = next?.querySelector<HTMLElement>(focusable) ?? next;
  target?.focus();
}
