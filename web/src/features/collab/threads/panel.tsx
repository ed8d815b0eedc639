"use client";
/** The panel of threads: beside the editor, over it where the page is narrow, a sheet on a phone. */
import type { MarkdownParser } from "@lezer/markdown";
import { useEffect, useRef, useState, type KeyboardEvent } from "react";
import { useMessages } from "@/lib/i18n/client";
import { useSignal } from "@/lib/use-signal";
import { Button } from "@/ui/button";
import { IconButton } from "@/ui/icon-button";
import { Conversation } from "./conversation";
import { forComments } from "./markdown";
import { threadMessages } from "./messages";
import { NewThread } from "./new-thread";
import type { PanelProps } from "./panel-context";
import { ReadingContext } from "./reading";
import { ThreadList } from "./thread-list";
import { useComment } from "./use-comment";

const limits = { smallest: 320, initial: 376, largest: 480 };

export function Panel(props: PanelProps) {
  const { workspace, me, session, state, frame: SplitPanel } = props;
  const t = useMessages(threadMessages);
  const inFront = useSignal(state.inFront);
  const focus = useSignal(state.focus);
  const [reading, setReading] = useState<MarkdownParser>();
  const title = useRef<HTMLHeadingElement>(null);

  useEffect(() => {
    session.grammarOf("comment.md").then(
      (grammar) => setReading(() => forComments(grammar as MarkdownParser)),
      () => setReading(undefined),
    );
  }, [session]);

  useEffect(() => {
    if (focus?.on === "panel") title.current?.focus({ preventScroll: true });
  }, [focus]);

  function close() {
    state.close();
    session.editors.focus();
  }

  function onKeyDown(event: KeyboardEvent) {
    if (event.key !== "Escape" || event.defaultPrevented) return;
    event.preventDefault();
    close();
  }

  return (
    <section
      aria-label={t.label}
      data-region="threads"
      onKeyDown={onKeyDown}
      className="z-20 flex min-h-0 max-desk:fixed max-desk:shadow-float max-tablet:inset-x-0 max-tablet:bottom-0 max-tablet:max-h-2/3 max-tablet:animate-sheet max-tablet:overflow-hidden max-tablet:rounded-t-sheet tablet:max-desk:inset-y-0 tablet:max-desk:end-0 tablet:max-desk:animate-side"
    >
      <SplitPanel
        name={`${me}/${workspace}/threads`}
        label={t.resize}
        edge="start"
        limits={limits}
        className="min-h-0 border-line bg-surface-sunken max-tablet:w-full! tablet:border-s"
      >
        <header className="flex min-h-bar flex-none items-center gap-1 ps-3.5 pe-1.5">
          {inFront.kind !== "list" && (
            <IconButton
              icon="back"
              label={t.back}
              onClick={() => state.showList()}
              className="-ms-2"
            />
          )}
          <h2 ref={title} tabIndex={-1} className="font-semibold outline-none">
            {inFront.kind === "new" ? t.newThread : t.title}
          </h2>
          <span className="flex-1" />
          <IconButton icon="close" label={t.close} keys="Esc" onClick={close} />
        </header>
        <ReadingContext value={reading}>
          {inFront.kind === "list" && (
            <ThreadList {...props}>{props.access === "write" && <Begin {...props} />}</ThreadList>
          )}
          {inFront.kind === "thread" && (
            <Conversation key={inFront.thread} {...props} thread={inFront.thread} />
          )}
          {inFront.kind === "new" && (
            <NewThread key={inFront.begun.start} {...props} begun={inFront.begun} />
          )}
        </ReadingContext>
      </SplitPanel>
    </section>
  );
}

/** Says something about what is selected, for whoever has no key at hand. */
function Begin({ session, path }: PanelProps) {
  const t = useMessages(threadMessages);
  const place = useSignal(session.editors.place);
  const comment = useComment(session, path);
  if (!place) return null;
  return (
    <div className="px-1.5 pb-2">
      <Button size="mini" onClick={comment}>
        {place.selected > 0 ? t.commentOnSelection : t.commentOn(place.line)}
      </Button>
    </div>
  );
}
