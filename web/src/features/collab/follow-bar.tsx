"use client";
/** Says whom this page follows, and how to stop. */
import { useMessages } from "@/lib/i18n/client";
import { Button } from "@/ui/button";
import { QuietBar } from "@/ui/quiet-bar";
import { followingMessages } from "./following-messages";
import type { Followed } from "./session";

export interface FollowBarProps {
  readonly followed: Followed;
  readonly name: string;
  readonly onStop: () => void;
}

export function FollowBar({ followed, name, onStop }: FollowBarProps) {
  const t = useMessages(followingMessages);
  return (
    <QuietBar
      actions={
        <Button size="mini" onClick={onStop}>
          {t.stop}
        </Button>
      }
    >
      {followed.waits ? t.waitingFor(name) : t.following(name)}
    </QuietBar>
  );
}
