"use client";
/** The drill by name, on every page: it begins in the settings, where one sees how it goes. */
import { useRouter } from "next/navigation";
import { useMemo } from "react";
import type { Action } from "@/lib/actions/registry";
import { useActions } from "@/lib/actions/use-actions";
import { useMessages } from "@/lib/i18n/client";
import { drillAsked } from "./asked";
import { drillMessages } from "./messages";

export function DrillAction() {
  const t = useMessages(drillMessages);
  const router = useRouter();
  useActions(
    useMemo(
      (): readonly Action[] => [
        {
          id: "collab.run-drill",
          label: t.run,
          group: t.settings,
          reach: "everywhere",
          run: () => {
            drillAsked.set(true);
            router.push("/settings");
          },
        },
      ],
      [t, router],
    ),
  );
  return null;
}
