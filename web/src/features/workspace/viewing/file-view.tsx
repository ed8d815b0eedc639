"use client";
/** A file that is shown and not edited: a picture, a binary, a text too large; each says why. */
import type { TextView } from "@/contracts/workspace";
import { useLanguage, useMessages } from "@/lib/i18n/client";
import { EmptyState } from "@/ui/empty-state";
import { buttonClass } from "@/ui/button";
import { QuietBar } from "@/ui/quiet-bar";
import { fileAddress, nameOf } from "../paths";
import { viewingMessages } from "./messages";
import { saySize } from "./size";

export interface PictureViewProps {
  readonly workspace: string;
  readonly path: string;
  readonly id: string;
}

export function PictureView({ workspace, path, id }: PictureViewProps) {
  const t = useMessages(viewingMessages);
  const address = fileAddress(workspace, path);
  return (
    <div
      id={id}
      role="tabpanel"
      aria-label={path}
      className="flex min-h-0 flex-1 flex-col items-center gap-4 overflow-auto bg-surface-sunken p-6"
    >
      {/* The picture is the workspace's own file: no optimiser stands between. */}
      {/* eslint-disable-next-line @next/next/no-img-element -- served as it lies on disk */}
      <img
        src={address}
        alt={t.picture(nameOf(path))}
        className="max-h-full max-w-full rounded-card bg-surface object-contain shadow-lift"
      />
      <Download address={address} name={nameOf(path)} />
    </div>
  );
}

export interface UneditableViewProps {
  readonly workspace: string;
  readonly id: string;
  readonly file: TextView;
}

export function UneditableView({ workspace, id, file }: UneditableViewProps) {
  const t = useMessages(viewingMessages);
  const language = useLanguage();
  const download = (
    <Download address={fileAddress(workspace, file.path)} name={nameOf(file.path)} />
  );
  const reason = file.reason || t.notEditable;
  return (
    <div
      id={id}
      role="tabpanel"
      aria-label={file.path}
      tabIndex={0}
      className="flex min-h-0 flex-1 flex-col overflow-auto outline-none"
    >
      {file.text === "" ? (
        <EmptyState title={reason} action={download} className="m-6">
          {saySize(file.size, language)}
        </EmptyState>
      ) : (
        <>
          <QuietBar actions={download}>{reason}</QuietBar>
          <pre className="min-h-0 flex-1 px-14.5 py-1 text-code">{file.text}</pre>
        </>
      )}
    </div>
  );
}

function Download({ address, name }: { readonly address: string; readonly name: string }) {
  const t = useMessages(viewingMessages);
  return (
    <a href={address} download={name} className={buttonClass("plain")}>
      {t.download}
    </a>
  );
}
