"use client";
/** Shows the page's toast at the bottom left, and lets F8 reach it. */
import { Toast as Radix } from "radix-ui";
import { useSyncExternalStore } from "react";
import { useMessages } from "@/lib/i18n/client";
import { Button } from "../button";
import { IconButton } from "../icon-button";
import { uiMessages } from "../messages";
import { pageToasts } from "./toasts";

const none = () => undefined;

export function Toaster() {
  const t = useMessages(uiMessages);
  const toast = useSyncExternalStore(pageToasts.subscribe, pageToasts.current, none);
  return (
    <Radix.Provider duration={6000} label={t.notices}>
      {toast !== undefined && (
        <Radix.Root
          key={toast.id}
          onOpenChange={(open) => !open && pageToasts.dismiss(toast.id)}
          className="flex animate-show items-center gap-2 rounded-card bg-surface-raised py-1.5 ps-3 pe-1.5 shadow-float"
        >
          <Radix.Description className="min-w-0 text-pretty">{toast.text}</Radix.Description>
          {toast.action !== undefined && (
            <Radix.Action asChild altText={toast.action.label}>
              <Button size="mini" onClick={toast.action.run}>
                {toast.action.label}
              </Button>
            </Radix.Action>
          )}
          <Radix.Close asChild>
            <IconButton icon="close" label={t.close} />
          </Radix.Close>
        </Radix.Root>
      )}
      <Radix.Viewport className="fixed start-3 bottom-9 z-40 max-w-11/12 outline-none tablet:max-w-105" />
    </Radix.Provider>
  );
}
