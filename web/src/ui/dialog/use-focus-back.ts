"use client";
/** Gives the focus back to whoever had it before a dialog opened that no button of its own opens. */
import { useInsertionEffect, useRef } from "react";

/** Returns what a dialog's content does when it closes. */
export function useFocusBack(open: boolean): (event: Event) => void {
  const before = useRef<Element>(null);
  // Before a field inside of the dialog takes the focus by itself.
  useInsertionEffect(() => {
    if (open) before.current = document.activeElement;
  }, [open]);
  return (event) => {
    event.preventDefault();
    if (before.current instanceof HTMLElement) before.current.focus();
  };
}
