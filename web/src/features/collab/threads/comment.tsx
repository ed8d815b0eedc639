"use client";
/** One comment: who, when, and what; one's own can be changed and taken back. */
import { useState } from "react";
import type { CommentView } from "@/contracts/collab";
import { useTRPCClient } from "@/lib/api/query";
import { useMessages } from "@/lib/i18n/client";
import { useProblemWords } from "@/lib/problems/words";
import { useSubmit } from "@/lib/use-submit";
import { AlertDialog } from "@/ui/dialog/alert-dialog";
import { IconButton } from "@/ui/icon-button";
import { Menu } from "@/ui/menu/menu";
import { When } from "@/ui/when";
import type { People } from "../presence/people";
import { Composer } from "./composer";
import { namedIn, withNames } from "./mentions";
import { threadMessages } from "./messages";
import { threadProblems } from "./problems";
import { Said } from "./said";
import { useAskThreadsAgain } from "./use-threads";
import { Face, useNameOf } from "./who";

export interface CommentProps {
  readonly workspace: string;
  readonly thread: string;
  readonly comment: CommentView;
  readonly people: People;
  readonly me: string;
  readonly access: "read" | "write";
}

export function Comment({ workspace, thread, comment, people, me, access }: CommentProps) {
  const t = useMessages(threadMessages);
  const say = useProblemWords(threadProblems);
  const { collab } = useTRPCClient();
  const ask = useAskThreadsAgain();
  const { pending, problem, submit, clear } = useSubmit(threadProblems);
  const [doing, setDoing] = useState<"nothing" | "editing" | "asking">("nothing");
  const [focus] = useState(() => ({}));
  const name = useNameOf(people)(comment.author);
  const own = comment.author === me && access === "write" && !comment.deleted;
  const which = { workspace, thread, comment: comment.comment };

  async function save(text: string) {
    const done = await submit(async () => {
      await collab.editComment.mutate({ ...which, text });
      await ask();
    });
    if (done) setDoing("nothing");
  }

  function leave() {
    clear();
    setDoing("nothing");
  }

  return (
    <li className="flex gap-2.5">
      <Face member={comment.author} people={people} />
      <div className="min-w-0 flex-1">
        <div className="flex min-h-6 items-center gap-1.5">
          <span className="min-w-0 truncate font-semibold">{name}</span>
          <span className="flex-none text-small text-ink-muted">
            <When at={comment.posted} />
            {comment.edited !== null && ` · ${t.edited}`}
          </span>
          <span className="flex-1" />
          {own && doing !== "editing" && (
            <Menu
              label={t.menu(name)}
              align="end"
              items={[
                { id: "edit", label: t.edit, onSelect: () => setDoing("editing") },
                {
                  id: "delete",
                  label: t.delete,
                  tone: "danger",
                  onSelect: () => setDoing("asking"),
                },
              ]}
            >
              <IconButton
                icon="more"
                label={t.menu(name)}
                className="size-6 pointer-coarse:-my-2.5 pointer-coarse:size-touch"
              />
            </Menu>
          )}
        </div>
        {comment.deleted && <p className="text-ink-muted italic">{t.deleted}</p>}
        {!comment.deleted && doing !== "editing" && (
          <Said text={comment.text} people={people} me={me} />
        )}
        {doing === "editing" && (
          <Composer
            label={t.say}
            send={t.save}
            people={people}
            me={me}
            draft={undefined}
            text={withNames(comment.text, people, t.former)}
            named={namedIn(comment.text, people)}
            busy={pending}
            focus={focus}
            onSend={(text) => void save(text)}
            onLeave={leave}
          />
        )}
        {problem && (
          <p role="alert" className="mt-1 text-small text-danger">
            {say(problem)}
          </p>
        )}
      </div>
      <AlertDialog
        open={doing === "asking"}
        onOpenChange={(open) => !open && setDoing("nothing")}
        title={t.deleteAsk}
        keep={t.keep}
        confirm={t.delete}
        onConfirm={() =>
          void submit(async () => {
            await collab.deleteComment.mutate(which);
            await ask();
          })
        }
      >
        {t.deleteWhat}
      </AlertDialog>
    </li>
  );
}
