"use client";
/** Shows the threads of the file in front in its editor, and finds where they are as it is edited. */
import { useEffect, useMemo, useState } from "react";
import type { ThreadView } from "@/contracts/collab";
import { useTRPCClient } from "@/lib/api/query";
import { Signal, type Watchable } from "@/lib/signal";
import { useSignal } from "@/lib/use-signal";
import type { CollabSession } from "../session";
import { anchorAgain } from "./anchor-again";
import { markersOf } from "./markers";
import { placeOf, type Range } from "./place";

const restsAfter = 250;
const none: ReadonlyMap<string, Range> = new Map();
const unloaded: Watchable<boolean> = new Signal(false);

export interface MarksOptions {
  readonly session: CollabSession;
  readonly workspace: string;
  readonly path: string | undefined;
  readonly threads: readonly ThreadView[];
  readonly current: string | undefined;
  readonly access: "read" | "write";
  readonly onOpen: (thread: string) => void;
}

/** Where the given threads of the file in front are now; those whose text is gone are left out. */
export function useMarks(options: MarksOptions): ReadonlyMap<string, Range> {
  const { session, workspace, path, threads, current, access, onOpen } = options;
  const { parts } = session.editors;
  const view = useSignal(session.editors.shown);
  useSignal(session.documents.version);
  const provider = path === undefined ? undefined : session.documents.get(path);
  const loaded = useSignal(provider?.loaded ?? unloaded);
  const [places, setPlaces] = useState(none);
  const { collab } = useTRPCClient();
  const again = useMemo(
    () =>
      anchorAgain(parts, (thread, anchors) =>
        collab.anchorThread.mutate({ workspace, thread, path: path ?? "", ...anchors }),
      ),
    [parts, collab, workspace, path],
  );
  const here = useMemo(() => threads.filter((thread) => thread.path === path), [threads, path]);

  useEffect(() => {
    if (!provider || !loaded) return undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const look = () => {
      const found = new Map<string, Range>();
      for (const thread of here) {
        const place = placeOf(parts, provider, thread);
        if (place) found.set(thread.thread, place);
        if (access === "write") again(thread, provider);
      }
      setPlaces(found);
    };
    const later = () => {
      clearTimeout(timer);
      timer = setTimeout(look, restsAfter);
    };
    timer = setTimeout(look);
    provider.doc.on("update", later);
    return () => {
      provider.doc.off("update", later);
      clearTimeout(timer);
      setPlaces(none);
    };
  }, [parts, provider, loaded, here, access, again]);

  useEffect(() => {
    if (!view || !provider) return;
    const marked = here.flatMap((thread) => {
      const place =
        thread.resolved === null || thread.thread === current
          ? places.get(thread.thread)
          : undefined;
      return place ? [{ thread: thread.thread, ...place }] : [];
    });
    markersOf(parts).showMarks(view, { marked, current }, onOpen);
  }, [parts, view, provider, here, places, current, onOpen]);

  return places;
}
