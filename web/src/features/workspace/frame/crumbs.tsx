"use client";
/** The path of the file in front; what it is in, and who is there, are handed in. */
import type { ReactNode } from "react";
import { useMessages } from "@/lib/i18n/client";
import { deskMessages } from "../desk/messages";
import { nameOf } from "../paths";

export interface CrumbsProps {
  readonly path: string;
  readonly inside: ReactNode;
  readonly people: ReactNode;
}

export function Crumbs({ path, inside, people }: CrumbsProps) {
  const t = useMessages(deskMessages);
  const folders = path.split("/").slice(0, -1);
  return (
    <div className="flex min-h-7.5 flex-none items-center gap-3 ps-5 pe-3.5 text-small max-tablet:hidden">
      <p
        aria-label={t.path}
        className="flex min-w-0 flex-1 items-center gap-1.5 overflow-hidden whitespace-nowrap text-ink-faint"
      >
        {folders.map((folder, at) => (
          <span key={folders.slice(0, at + 1).join("/")} className="contents">
            <span>{folder}</span>
            <span aria-hidden="true">/</span>
          </span>
        ))}
        <span className="text-ink-muted last:font-medium">{nameOf(path)}</span>
        {inside}
      </p>
      {people}
    </div>
  );
}
