"use client";
/** Where one is signed in, and the way out of all of them. */
import { useState } from "react";
import type { SessionView } from "@/contracts/identity";
import { sayAgent } from "../agent";
import { useMessages } from "@/lib/i18n/client";
import { Button } from "@/ui/button";
import { When } from "@/ui/when";
import { peopleMessages } from "../people/messages";
import { SignOutEverywhere } from "../people/sign-out-everywhere";

export interface SessionsProps {
  readonly sessions: readonly SessionView[];
}

export function Sessions({ sessions }: SessionsProps) {
  const t = useMessages(peopleMessages);
  const [asking, setAsking] = useState(false);
  return (
    <>
      <ul className="border-t border-line">
        {sessions.map((session) => (
          <li
            key={session.session}
            className="flex flex-wrap justify-between gap-x-4 border-b border-line py-3"
          >
            <span className="font-medium">{sayAgent(session.agent) ?? t.unknownAgent}</span>
            <span className="text-ink-muted">
              {session.current ? t.thisOne : <When at={session.opened} />}
            </span>
          </li>
        ))}
      </ul>
      <Button size="large" className="mt-4" onClick={() => setAsking(true)}>
        {t.signOutEverywhere}
      </Button>
      <SignOutEverywhere open={asking} onOpenChange={setAsking} />
    </>
  );
}
