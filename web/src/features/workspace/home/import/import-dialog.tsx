"use client";
/** The three ways in: a URL, an archive, a folder of the machine. */
import { useState } from "react";
import type { ImportLimitsView } from "@/contracts/workspace";
import { useMessages } from "@/lib/i18n/client";
import { Dialog } from "@/ui/dialog/dialog";
import { Tabs } from "@/ui/tabs";
import { importMessages } from "./messages";
import { ArchiveForm } from "./archive-form";
import { FolderForm } from "./folder-form";
import { GitForm } from "./git-form";

export interface ImportDialogProps {
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
  readonly limits: ImportLimitsView;
  /** Only an owner may open a folder of the machine. */
  readonly mayOpenFolders: boolean;
}

export function ImportDialog({ open, onOpenChange, limits, mayOpenFolders }: ImportDialogProps) {
  const t = useMessages(importMessages);
  const [way, setWay] = useState("git");
  const close = () => onOpenChange(false);
  const ways = { onDone: close, onCancel: close };
  return (
    <Dialog open={open} onOpenChange={onOpenChange} title={t.importTitle} width="wide">
      <Tabs
        label={t.ways}
        margin="flush"
        value={way}
        onValueChange={setWay}
        views={[
          { value: "git", label: t.git, view: <GitForm {...ways} /> },
          {
            value: "archive",
            label: t.archiveFile,
            view: <ArchiveForm {...ways} limits={limits} />,
          },
          {
            value: "folder",
            label: t.folder,
            view: mayOpenFolders ? (
              <FolderForm {...ways} />
            ) : (
              <p className="text-ink-muted">{t.folderOwners}</p>
            ),
          },
        ]}
      />
    </Dialog>
  );
}
