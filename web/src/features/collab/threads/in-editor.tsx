"use client";
/** What threads are in the editor: their marks, and the way to them. */
import { useCallback, useEffect } from "react";
import { useReaction } from "@/lib/use-reaction";
import { useSignal } from "@/lib/use-signal";
import { markersOf } from "./markers";
import { threadsOf } from "./state";
import { useMarks, type MarksOptions } from "./use-marks";

export function InEditor(props: MarksOptions) {
  const { session } = props;
  const state = threadsOf(session);
  const places = useMarks(props);
  useReaction(
    places,
    useCallback((found) => state.places.set(found), [state]),
  );
  const view = useSignal(session.editors.shown);
  const wanted = useSignal(state.wanted);
  const place = wanted && places.get(wanted.thread);
  useEffect(() => {
    if (!view || !place) return;
    markersOf(session.editors.parts).reveal(view, place);
    state.wanted.set(undefined);
  }, [session, view, place, state]);
  return null;
}
