"use client";
/** A past that has something in it: the line of work, its moments in words, and the text at one. */
import { useMemo, useState } from "react";
import type { StretchView } from "@/contracts/collab";
import { useLanguage, useMessages } from "@/lib/i18n/client";
import { Button } from "@/ui/button";
import { cx } from "@/ui/cx";
import { authorOf, workerOf } from "./authors";
import { Chart } from "./chart";
import { Controls } from "./controls";
import { GoneVersion } from "./gone-version";
import { historyMessages } from "./messages";
import { endOf, indexAt, momentsOf, spansOf } from "./moments";
import { MomentList } from "./moment-list";
import { MomentTools } from "./moment-tools";
import { MomentView, type Mode } from "./moment-view";
import { usePlayer } from "./player";
import type { TimelineProps } from "./timeline";
import { sayMoment } from "./times";
import { usePrefetch } from "./use-history";
import { useVersions } from "./use-versions";
import { refOf } from "./work";

export interface PastProps extends TimelineProps {
  /** At least one. */
  readonly stretches: readonly StretchView[];
}

export function Past(props: PastProps) {
  const { workspace, path, people, access, stretches, onTakeBack } = props;
  const t = useMessages(historyMessages);
  const language = useLanguage();
  const spans = useMemo(() => spansOf(stretches), [stretches]);
  const versions = useVersions(workspace, path);
  const named = versions.data?.filter(({ gone }) => !gone);
  const moments = useMemo(
    () =>
      momentsOf(
        stretches,
        spans,
        named?.map(({ sequence }) => sequence),
      ),
    [stretches, spans, named],
  );
  const [by, authors] = useMemo(() => {
    const each = stretches.map((stretch) => workerOf(stretch, people, t));
    const once = [...new Map(each.map((author) => [author.id, author])).values()];
    const lanes = [
      ...once.filter(({ kind }) => kind === "person"),
      ...once.filter(({ kind }) => kind !== "person"),
    ];
    const unknown = authorOf({ member: null }, people, t);
    return [(at: number) => each[at] ?? unknown, lanes] as const;
  }, [stretches, people, t]);
  const marks = (named ?? []).map(({ version, sequence, name }) => ({
    id: version,
    name,
    place: moments[indexAt(moments, sequence)]?.place ?? 1,
  }));
  const player = usePlayer(moments.length);
  const [mode, setMode] = useState<Mode>("then");
  const [base, setBase] = useState(0);
  const [listed, setListed] = useState(false);

  const moment = moments[player.index];
  const stretch = moment && stretches[moment.stretch];
  usePrefetch(workspace, path, player.playing ? moments[player.index + 1]?.sequence : undefined);
  const last = stretches.at(-1)?.last ?? 0;
  const here = moment?.sequence ?? last;
  const there = moments[base]?.sequence ?? 0;
  const [from, to] = {
    then: [(stretch?.first ?? 1) - 1, here],
    now: [here, last],
    between: [Math.min(here, there), Math.max(here, there)],
  }[mode] as [number, number];
  const between = useMemo(
    () => stretches.filter((one) => one.last > from && one.first <= to),
    [stretches, from, to],
  );
  if (!moment || !stretch) return null;
  const who = by(moment.stretch);
  const when = sayMoment(moment.at, new Date(), language);
  const baseMoment = moments[base];

  return (
    <div className="flex min-h-0 flex-1 flex-col @4xl:flex-row">
      <aside
        className={cx(
          "min-h-0 flex-none overflow-y-auto border-line bg-surface-sunken @4xl:w-56 @4xl:border-e",
          listed ? "max-h-2/5 border-b" : "@max-4xl:hidden",
        )}
      >
        <MomentList
          stretches={stretches}
          by={by}
          current={moment.stretch}
          versions={versions.data ?? []}
          at={here}
          onChoose={(chosen) => player.go(endOf(moments, chosen))}
          onVersion={(sequence) => player.go(indexAt(moments, sequence))}
          renderGone={(version) => <GoneVersion {...{ workspace, path, access, version }} />}
        />
      </aside>
      <div className="flex min-h-0 min-w-0 flex-1 flex-col">
        <header className="flex flex-none flex-wrap items-center gap-x-3 gap-y-1 px-4 pt-3 pb-1">
          <h2 className="min-w-0 text-lead font-semibold tracking-title" aria-live="off">
            {when}
            <span className="ms-2 text-ui font-normal text-ink-muted">{who.name}</span>
          </h2>
          <span className="flex-1" />
          <Button
            size="mini"
            tone="bare"
            aria-expanded={listed}
            className="@4xl:hidden"
            onClick={() => setListed(!listed)}
          >
            {t.moments}
          </Button>
          <Controls player={player} count={moments.length} />
        </header>
        <Chart
          stretches={stretches}
          spans={spans}
          moments={moments}
          authors={authors}
          by={by}
          index={player.index}
          base={mode === "between" ? base : undefined}
          marks={marks}
          onGo={player.go}
          onToggle={player.toggle}
        />
        <MomentTools
          workspace={workspace}
          path={path}
          access={access}
          mode={mode}
          onMode={(chosen) => {
            if (chosen === "between" && mode !== "between") setBase(0);
            setMode(chosen);
          }}
          base={baseMoment && sayMoment(baseMoment.at, new Date(), language)}
          onBase={() => setBase(player.index)}
          sequence={here}
          latest={here === last}
          when={when}
          who={who}
          version={versions.data?.find((one) => one.sequence === here)}
          onTakeBack={
            stretch.first === 1 && stretch.member === null
              ? undefined
              : () =>
                  onTakeBack(
                    refOf({
                      member: stretch.member,
                      since: stretch.begun,
                      until: stretch.ended,
                    }),
                  )
          }
        />
        <div tabIndex={0} className="min-h-0 flex-1 overflow-y-auto -outline-offset-2">
          <MomentView
            workspace={workspace}
            path={path}
            mode={mode}
            from={from}
            to={to}
            between={between}
            people={people}
          />
        </div>
      </div>
    </div>
  );
}
