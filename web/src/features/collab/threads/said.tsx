"use client";
/** What somebody said: Markdown, with members for mentions. */
import { Fragment, use } from "react";
import { useMessages } from "@/lib/i18n/client";
import type { People } from "../presence/people";
import { Markdown } from "./markdown";
import { partsOf, withNames } from "./mentions";
import { threadMessages } from "./messages";
import { ReadingContext } from "./reading";
import { Mention } from "./who";

export interface SaidProps {
  readonly text: string;
  readonly people: People;
  readonly me: string;
}

export function Said({ text, people, me }: SaidProps) {
  const t = useMessages(threadMessages);
  const parser = use(ReadingContext);
  // For a moment, and when the grammar cannot be fetched, it reads as it was written.
  if (!parser)
    return <p className="wrap-anywhere whitespace-pre-wrap">{withNames(text, people, t.former)}</p>;
  return (
    <Markdown
      parser={parser}
      text={text}
      renderText={(written, key) => (
        <Fragment key={key}>
          {partsOf(written).map((part, at) =>
            part.kind === "text" ? (
              part.text
            ) : (
              <Mention key={at} member={part.member} people={people} me={me} />
            ),
          )}
        </Fragment>
      )}
    />
  );
}
