"use client";
/** Whether this page hears what happens, in words, at the foot of the page. */
import { useLiveState } from "@/lib/live/live";
import { useMessages } from "@/lib/i18n/client";
import { Saved } from "../status-line";
import { shellMessages } from "./messages";

export function LiveStatus() {
  const t = useMessages(shellMessages);
  const state = useLiveState();
  if (state === "open") return <Saved state="saved">{t.connected}</Saved>;
  if (state === "lost") return <Saved state="offline">{t.lost}</Saved>;
  return <Saved state="saving">{t.connecting}</Saved>;
}
