"use client";
/** The open dialog: the title is the question. */
import { Dialog as Radix } from "radix-ui";
import type { ReactNode } from "react";
import { useMessages } from "@/lib/i18n/client";
import { cx } from "../cx";
import { IconButton } from "../icon-button";
import { uiMessages } from "../messages";
import { dialogShade, dialogSheet } from "./surface";

export interface SheetProps {
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
  readonly title: string;
  readonly description?: ReactNode;
  readonly width?: "narrow" | "wide";
  readonly children: ReactNode;
  /** The dialog has closed. */
  readonly onFocusBack: (event: Event) => void;
}

const widths = { narrow: "tablet:max-w-105", wide: "tablet:max-w-150" } as const;

export function Sheet({
  open,
  onOpenChange,
  title,
  description,
  width = "narrow",
  children,
  onFocusBack,
}: SheetProps) {
  const t = useMessages(uiMessages);
  return (
    <Radix.Root open={open} onOpenChange={onOpenChange}>
      <Radix.Portal>
        <Radix.Overlay className={dialogShade} />
        <Radix.Content
          onCloseAutoFocus={onFocusBack}
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
            <IconButton
              icon="close"
              label={t.close}
              keys="Esc"
              onClick={() => onOpenChange(false)}
            />
          </div>
          <div className="min-h-0 flex-1 overflow-y-auto px-5 pt-4 pb-5">{children}</div>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
