"use client";
/** Where a comment is written: Ctrl Enter sends, Esc leaves, and a draft stays on this device. */
import { useEffect, useId, useRef, useState, type KeyboardEvent } from "react";
import { useMessages } from "@/lib/i18n/client";
import { Button } from "@/ui/button";
import { cx } from "@/ui/cx";
import { Keys } from "@/ui/kbd";
import { TextArea } from "@/ui/text-area";
import type { People, Person } from "../presence/people";
import type { Drafts } from "./drafts";
import { candidates, namingAt, withIds } from "./mentions";
import { threadMessages } from "./messages";
import { NamingList, optionId } from "./naming";
import { sentKey } from "./use-sending";

const longest = 8_000;

export interface ComposerProps {
  readonly label: string;
  readonly send: string;
  readonly example?: string;
  readonly people: People;
  readonly me: string;
  /** The draft's name on this device; without drafts `text` is edited and nothing is kept. */
  readonly draft: { readonly drafts: Drafts; readonly key: string } | undefined;
  readonly text?: string;
  /** Members the text names already. */
  readonly named?: readonly Person[];
  readonly busy?: boolean;
  /** Each object takes the focus into the field once. */
  readonly focus: object | undefined;
  /** `small`: nothing but the field while nobody writes. */
  readonly atRest?: "small";
  /** With ids for the names of members. */
  readonly onSend: (text: string) => void;
  readonly onLeave: () => void;
}

export function Composer(props: ComposerProps) {
  const { label, send, people, me, draft, busy, focus, onSend, onLeave } = props;
  const t = useMessages(threadMessages);
  const list = useId();
  const field = useRef<HTMLTextAreaElement>(null);
  const [text, setText] = useState(() => props.text ?? kept(draft));
  const [caret, setCaret] = useState<number>();
  const [picked, setPicked] = useState<readonly Person[]>(props.named ?? []);
  const [at, setAt] = useState(0);
  const naming = caret === undefined ? undefined : namingAt(text, caret);
  const found = naming ? candidates(naming.typed, people, me) : [];
  const chosen = Math.min(at, found.length - 1);

  useEffect(() => {
    if (focus) field.current?.focus();
  }, [focus]);

  function write(next: string) {
    setText(next);
    draft?.drafts.write(draft.key, next);
  }

  function choose(person: Person) {
    if (!naming || !field.current) return;
    const before = `${text.slice(0, naming.at)}@${person.name} `;
    const next = before + text.slice(naming.at + 1 + naming.typed.length).replace(/^ /, "");
    setPicked([...picked.filter(({ name }) => name !== person.name), person]);
    write(next);
    setCaret(undefined);
    const own = field.current;
    requestAnimationFrame(() => own.setSelectionRange(before.length, before.length));
  }

  function submit() {
    if (text.trim() === "" || busy) return;
    onSend(withIds(text, people, picked));
    if (draft) write("");
    setCaret(undefined);
  }

  function onKeyDown(event: KeyboardEvent) {
    const person = found[chosen];
    if (event.nativeEvent.isComposing) return;
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) submit();
    else if (event.key === "Escape" && person) setCaret(undefined);
    else if (event.key === "Escape") onLeave();
    else if (person && (event.key === "Enter" || event.key === "Tab")) choose(person);
    else if (person && event.key === "ArrowDown") setAt((chosen + 1) % found.length);
    else if (person && event.key === "ArrowUp") setAt((chosen + found.length - 1) % found.length);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  return (
    <div className="group">
      <TextArea
        ref={field}
        label={label}
        labelled="aloud"
        hint={props.atRest === "small" && text === "" ? undefined : t.sayHint}
        placeholder={props.example ?? t.example}
        value={text}
        maxLength={longest}
        aria-autocomplete="list"
        aria-controls={found.length > 0 ? list : undefined}
        aria-activedescendant={found.length > 0 ? optionId(list, chosen) : undefined}
        onChange={(event) => {
          write(event.target.value);
          setCaret(event.target.selectionStart);
          setAt(0);
        }}
        onBlur={() => setCaret(undefined)}
        onKeyDown={onKeyDown}
      />
      {found.length > 0 && (
        <NamingList
          id={list}
          label={t.members}
          found={found}
          people={people}
          chosen={chosen}
          onChoose={choose}
        />
      )}
      <div
        className={cx(
          "mt-2 items-center gap-2",
          text === "" && props.atRest === "small" ? "hidden group-focus-within:flex" : "flex",
        )}
      >
        <Button tone="first" aria-disabled={text.trim() === "" || busy === true} onClick={submit}>
          {send}
        </Button>
        <Button tone="bare" onClick={onLeave}>
          {t.cancel}
        </Button>
        <span className="flex-1" />
        <span className="pointer-coarse:hidden">
          <Keys chord="Ctrl Enter" />
        </span>
      </div>
    </div>
  );
}

/** What was written here before and not sent, or sent and never answered. */
function kept(draft: ComposerProps["draft"]): string {
  if (!draft) return "";
  return draft.drafts.read(draft.key) || draft.drafts.read(sentKey(draft.key));
}
