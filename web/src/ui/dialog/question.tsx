"use client";
/** The open question. Esc and the first button are the harmless answer. */
import { AlertDialog as Radix } from "radix-ui";
import type { ReactNode } from "react";
import { Button } from "../button";
import { cx } from "../cx";
import { dialogShade, dialogSheet } from "./surface";

export interface QuestionProps {
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
  /** The question. */
  readonly title: string;
  /** What will be lost, and what stays. */
  readonly children: ReactNode;
  /** The harmless answer, as in "Keep the file". */
  readonly keep: string;
  /** The answer that cannot be taken back, as in "Delete 3 files". */
  readonly confirm: string;
  readonly onConfirm: () => void;
  /** The question has closed. */
  readonly onFocusBack: (event: Event) => void;
}

export function Question({
  open,
  onOpenChange,
  title,
  children,
  keep,
  confirm,
  onConfirm,
  onFocusBack,
}: QuestionProps) {
  return (
    <Radix.Root open={open} onOpenChange={onOpenChange}>
      <Radix.Portal>
        <Radix.Overlay className={dialogShade} />
        <Radix.Content
          onCloseAutoFocus={onFocusBack}
          className={cx(dialogSheet, "p-5 tablet:max-w-105")}
        >
          <Radix.Title className="text-lead tracking-title text-balance">{title}</Radix.Title>
          <Radix.Description asChild>
            <div className="mt-2 text-pretty text-ink-muted">{children}</div>
          </Radix.Description>
          <div className="mt-5 flex flex-wrap justify-end gap-2">
            <Radix.Cancel asChild>
              <Button>{keep}</Button>
            </Radix.Cancel>
            <Radix.Action asChild>
              <Button tone="danger" onClick={onConfirm}>
                {confirm}
              </Button>
            </Radix.Action>
          </div>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
