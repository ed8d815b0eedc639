"use client";
/** The palette, the keys and the toasts, with the places one can go to from a workspace. */
import { DrillAction } from "@/features/collab/drill/drill-section";
import { deskMessages } from "@/features/workspace/desk/messages";
import { useMessages } from "@/lib/i18n/client";
import { PageTools } from "@/ui/shell/page-tools";
import { useMemo } from "react";

export function Tools({ owner }: { readonly owner: boolean }) {
  const t = useMessages(deskMessages);
  const places = useMemo(
    () => [
      { href: "/", label: t.allWorkspaces },
      { href: "/people", label: t.people },
      { href: "/settings", label: t.settings },
    ],
    [t],
  );
  return <PageTools places={places} further={owner && <DrillAction />} />;
}
