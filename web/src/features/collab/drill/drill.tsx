"use client";
/** Runs the drill for an owner: the button, how it goes, and what was counted last. */
import { useEffect } from "react";
import type { DrillView } from "@/contracts/collab";
import { useMessages } from "@/lib/i18n/client";
import { useProblemWords } from "@/lib/problems/words";
import { useSignal } from "@/lib/use-signal";
import { Button } from "@/ui/button";
import { Progress } from "@/ui/progress";
import { When } from "@/ui/when";
import { drillAsked } from "./asked";
import { Figures } from "./figures";
import { drillMessages } from "./messages";
import { drillProblems } from "./problems";
import { useDrill } from "./use-drill";
import { verdictOf } from "./verdict";

export function Drill() {
  const t = useMessages(drillMessages);
  const say = useProblemWords(drillProblems);
  const { drill, problem, start } = useDrill();
  const running = drill?.state === "running";
  const asked = useSignal(drillAsked);
  useEffect(() => {
    if (!asked || drill === undefined) return;
    drillAsked.set(false);
    start();
  }, [asked, drill, start]);
  return (
    <div className="grid gap-4">
      <Button
        size="large"
        className="justify-self-start"
        aria-disabled={running || drill === undefined}
        onClick={start}
      >
        {running ? t.running : t.run}
      </Button>
      {problem && (
        <p role="alert" className="text-danger">
          {say(problem)}
        </p>
      )}
      {running && <Going drill={drill} />}
      <div role="status">{drill && <Outcome drill={drill} />}</div>
      {drill?.figures && <Figures figures={drill.figures} />}
    </div>
  );
}

interface OfDrill {
  readonly drill: DrillView;
}

function Going({ drill }: OfDrill) {
  const t = useMessages(drillMessages);
  const last = drill.steps.at(-1);
  return (
    <Progress
      label={last ? t.killed(last.kill, last.kills, last.edits, last.lost) : t.opening}
      percent={last ? Math.round((100 * last.kill) / last.kills) : 0}
    />
  );
}

function Outcome({ drill }: OfDrill) {
  const t = useMessages(drillMessages);
  const verdict = verdictOf(drill, t);
  if (verdict === undefined) return null;
  return (
    <>
      <p className={verdict.good ? undefined : "text-danger"}>{verdict.sentence}</p>
      {verdict.words !== "" && (
        <p>
          <code className="text-small break-words text-ink-muted">{verdict.words}</code>
        </p>
      )}
      {drill.ended !== null && (
        <p className="text-small text-ink-muted">
          {t.ran} <When at={drill.ended} />
        </p>
      )}
    </>
  );
}
