"use client";
/** Listens for the keys of every action on the page. What handles a key first keeps it. */
import { useEffect } from "react";
import { matchesChord, parseChord, type Pressed } from "@/lib/keys/chord";
import { readPlatform } from "@/lib/keys/platform";
import type { Action } from "./registry";
import { currentActions } from "./use-actions";

/** The action that a key asks for. A key without Ctrl or Alt is left to whoever is typing. */
export function actionForKey(
  actions: readonly Action[],
  pressed: Pressed,
  platform: "mac" | "other",
  typing: boolean,
): Action | undefined {
  return actions.find((action) => {
    if (action.keys === undefined) return false;
    const chord = parseChord(action.keys);
    if (typing && !chord.ctrl && !chord.alt && !/^f\d+$/.test(chord.key)) return false;
    return matchesChord(chord, pressed, platform);
  });
}

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName))
  );
}

export function useActionKeys(): void {
  useEffect(() => {
    function onKeyDown(event: KeyboardEvent) {
      if (event.defaultPrevented || event.isComposing) return;
      const action = actionForKey(currentActions(), event, readPlatform(), isTyping(event.target));
      if (action === undefined) return;
      event.preventDefault();
      action.run();
    }
    window.addEventListener("keydown", onKeyDown);
    return () => window.removeEventListener("keydown", onKeyDown);
  }, []);
}
