"use client";
/** The line at the foot: saved first and always, then the branch, the place, the people. */
import { useQuery } from "@tanstack/react-query";
import type { StatusView } from "@/contracts/workspace";
import { FollowedBy, HereCount } from "@/features/collab/here";
import type { Person } from "@/features/collab/presence/people";
import { PlaceLine } from "@/features/collab/place-line";
import { SavedLine } from "@/features/collab/saved-line";
import type { CollabSession } from "@/features/collab/use-collab";
import type { Desk } from "@/features/workspace/desk/desk";
import { deskMessages } from "@/features/workspace/desk/messages";
import { currentFile } from "@/features/workspace/desk/tabs";
import { useTRPC } from "@/lib/api/query";
import { useMessages } from "@/lib/i18n/client";
import { useSignal } from "@/lib/use-signal";
import { Icon } from "@/ui/icons/icon";
import { StatusLine } from "@/ui/status-line";

export interface StatusProps {
  readonly workspace: string;
  readonly status: StatusView | undefined;
  readonly desk: Desk;
  readonly session: CollabSession | undefined;
  /** People here, oneself among them. */
  readonly count: number;
  /** Those who follow this page. */
  readonly followers: readonly Person[];
}

const newlines: Readonly<Record<string, string>> = { lf: "LF", crlf: "CRLF", cr: "CR" };

export function Status({ workspace, status, desk, session, count, followers }: StatusProps) {
  const t = useMessages(deskMessages);
  const path = currentFile(useSignal(desk.tabs));
  const language = path === undefined ? undefined : session?.languageOf(path);
  return (
    <div data-region="status" className="flex-none max-tablet:hidden">
      <StatusLine
        label={t.status}
        end={
          <>
            {path !== undefined && session && <PlaceLine session={session} />}
            {language !== undefined && <span className="max-desk:hidden">{language}</span>}
            {path !== undefined && <Encoding workspace={workspace} path={path} />}
            <FollowedBy people={followers} />
            <HereCount session={session} count={count} />
          </>
        }
      >
        <SavedLine session={session} />
        {status && (
          <>
            <span className="inline-flex items-center gap-1.5">
              <Icon name="branch" className="size-3.25" />
              {status.branch || t.noBranch}
              {status.ahead > 0 && <span className="tabular-nums">↑{status.ahead}</span>}
              {status.behind > 0 && <span className="tabular-nums">↓{status.behind}</span>}
            </span>
            <button
              type="button"
              onClick={() => desk.showSide("changes")}
              className="rounded-control hover:text-ink"
            >
              {t.filesChanged(status.changes.length)}
            </button>
          </>
        )}
      </StatusLine>
    </div>
  );
}

function Encoding({ workspace, path }: { readonly workspace: string; readonly path: string }) {
  const t = useMessages(deskMessages);
  const { workspace: api } = useTRPC();
  const { data } = useQuery({
    ...api.readText.queryOptions({ workspace, path }),
    select: ({ encoding, bom, newline, editable }) => ({ encoding, bom, newline, editable }),
  });
  if (!data?.editable) return null;
  return (
    <span className="flex gap-4.5 max-desk:hidden">
      <span>
        {data.encoding.toUpperCase()}
        {data.bom && ` ${t.byteOrderMark}`}
      </span>
      <span>{newlines[data.newline] ?? t.mixedNewlines}</span>
    </span>
  );
}
