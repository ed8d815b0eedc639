"use client";
/** What opens over the page; it takes the theme and the language of the page itself. */
import { useState } from "react";
import { useMessages } from "@/lib/i18n/client";
import { Button } from "@/ui/button";
import { AlertDialog } from "@/ui/dialog/alert-dialog";
import { Dialog, DialogAnswers } from "@/ui/dialog/dialog";
import { Field } from "@/ui/field";
import { ContextMenu } from "@/ui/menu/context-menu";
import type { MenuItem } from "@/ui/menu/items";
import { Menu } from "@/ui/menu/menu";
import { openPalette } from "@/ui/shell/palette-switch";
import { showToast } from "@/ui/toast/toasts";
import { designMessages } from "./messages";
import { Specimen } from "./specimen";

const nothing = () => undefined;
const branches = Array.from({ length: 14 }, (_, index): MenuItem => ({
  id: String(index),
  label: `survey-${2012 + index}`,
  onSelect: nothing,
}));

export function Overlays() {
  const t = useMessages(designMessages);
  const [dialog, setDialog] = useState(false);
  const [asking, setAsking] = useState(false);
  const [wrap, setWrap] = useState(true);
  const items: readonly MenuItem[] = [
    { id: "rename", label: t.rename, keys: "F2", onSelect: nothing },
    { id: "copy", label: t.copyPath, onSelect: nothing },
    { kind: "choice", id: "wrap", label: t.wrap, chosen: wrap, onSelect: () => setWrap(!wrap) },
    { kind: "line", id: "line" },
    { id: "delete", label: t.delete, tone: "danger", keys: "Delete", onSelect: nothing },
  ];
  return (
    <Specimen name="Menu, context menu, dialog, question, toast, palette">
      <Menu label={t.menu} items={items}>
        <Button>{t.menu}</Button>
      </Menu>
      <Menu label={t.many} items={branches}>
        <Button>{t.many}</Button>
      </Menu>
      <ContextMenu label={t.context} items={items}>
        <span className="inline-flex min-h-control items-center rounded-control border border-dashed border-line-strong px-2.5 text-ink-muted">
          {t.context}
        </span>
      </ContextMenu>
      <Button onClick={() => setDialog(true)}>{t.dialog}</Button>
      <Button onClick={() => setAsking(true)}>{t.ask}</Button>
      <Button
        onClick={() => showToast({ text: t.toastText, action: { label: t.undo, run: nothing } })}
      >
        {t.toast}
      </Button>
      <Button onClick={() => openPalette("everything")}>{t.palette}</Button>
      <Dialog open={dialog} onOpenChange={setDialog} title={t.dialogTitle}>
        <Field label={t.name} placeholder="harbour" size="large" autoFocus />
        <DialogAnswers>
          <Button size="large" onClick={() => setDialog(false)}>
            {t.cancel}
          </Button>
          <Button tone="first" size="large" onClick={() => setDialog(false)}>
            {t.create}
          </Button>
        </DialogAnswers>
      </Dialog>
      <AlertDialog
        open={asking}
        onOpenChange={setAsking}
        title={t.askTitle}
        keep={t.keep}
        confirm={t.deleteFiles}
        onConfirm={nothing}
      >
        {t.askText}
      </AlertDialog>
    </Specimen>
  );
}
