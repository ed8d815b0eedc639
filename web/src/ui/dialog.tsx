"use client";
/** A dialog for what needs a name or several answers: the title is the question. */
import { Dialog as Radix } from "radix-ui";
import type { ReactNode } from "react";
import { useMessages } from "@/lib/i18n/client";
import { cx } from "./cx";
import { IconButton } from "./icon-button";
import { uiMessages } from "./messages";

export interface DialogProps {
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
  readonly title: string;
  readonly description?: ReactNode;
  readonly width?: "narrow" | "wide";
  readonly children: ReactNode;
}

export const dialogShade = "fixed inset-0 z-30 animate-shade bg-shade";

// A sheet from below on a phone, in the middle of the page elsewhere.
export const dialogSheet =
  "fixed z-30 flex max-h-11/12 flex-col overflow-hidden bg-surface-raised shadow-float outline-none " +
  "inset-x-0 bottom-0 animate-sheet rounded-t-sheet " +
  "tablet:inset-x-auto tablet:bottom-auto tablet:start-1/2 tablet:top-1/2 tablet:w-full tablet:-translate-x-1/2 " +
  "tablet:-translate-y-1/2 tablet:animate-show tablet:rounded-sheet";

const widths = { narrow: "tablet:max-w-105", wide: "tablet:max-w-150" } as const;

export function Dialog({
  open,
  onOpenChange,
  title,
  description,
  width = "narrow",
  children,
}: DialogProps) {
  const t = useMessages(uiMessages);
  return (
    <Radix.Root open={open} onOpenChange={onOpenChange}>
      <Radix.Portal>
        <Radix.Overlay className={dialogShade} />
        <Radix.Content
          className={cx(dialogSheet, widths[width])}
          {...(description === undefined && { "aria-describedby": undefined })}
        >
          <div className="flex items-start gap-3 ps-5 pe-3 pt-4">
            <div className="min-w-0 flex-1">
              <Radix.Title className="text-lead tracking-title">{title}</Radix.Title>
              {description !== undefined && (
                <Radix.Description className="mt-1 text-pretty text-ink-muted">
                  {description}
                </Radix.Description>
              )}
            </div>
            <Radix.Close asChild>
              <IconButton icon="close" label={t.close} keys="Esc" />
            </Radix.Close>
          </div>
          <div className="min-h-0 flex-1 overflow-y-auto px-5 pt-4 pb-5">{children}</div>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

/** The answers, at the end of a dialog. */
export function DialogAnswers({ children }: { readonly children: ReactNode }) {
  return <div className="mt-5 flex flex-wrap items-center justify-end gap-2">{children}</div>;
}
