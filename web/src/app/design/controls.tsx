"use client";
/** What is pressed, typed into and chosen. */
import { useState } from "react";
import { useLanguage, useMessages } from "@/lib/i18n/client";
import { Button } from "@/ui/button";
import { Checkbox } from "@/ui/checkbox";
import { CopyField } from "@/ui/copy-field";
import { Field } from "@/ui/field";
import { IconButton } from "@/ui/icon-button";
import { Keys } from "@/ui/kbd";
import { Select } from "@/ui/select";
import { TextArea } from "@/ui/text-area";
import { designMessages } from "./messages";
import { Specimen } from "./specimen";

export function Controls() {
  const t = useMessages(designMessages);
  const language = useLanguage();
  const [pressed, setPressed] = useState(false);
  return (
    <>
      <Specimen name="Button: first, plain, bare, danger; large, control, mini" stacked>
        {(["large", "control", "mini"] as const).map((size) => (
          <div key={size} className="flex flex-wrap items-center gap-2">
            <Button size={size} tone="first">
              {t.takeAll}
            </Button>
            <Button size={size}>{t.rename}</Button>
            <Button size={size} tone="bare">
              {t.skip}
            </Button>
            <Button size={size} tone="danger">
              {t.deleteFiles}
            </Button>
            <Button size={size} disabled>
              {t.rename}
            </Button>
          </div>
        ))}
      </Specimen>
      <Specimen name="Icon button, keys">
        <IconButton icon="search" label={t.search} keys="Ctrl Shift F" />
        <IconButton
          icon="run"
          label={t.again}
          aria-pressed={pressed}
          onClick={() => setPressed(!pressed)}
        />
        <IconButton icon="more" label={t.menu} disabled />
        <Keys chord="Ctrl K" />
        <Keys chord="Ctrl Shift F" />
        <Keys chord="Esc" />
      </Specimen>
      <Specimen name="Field" stacked>
        <Field
          label={t.name}
          hint={t.nameHint}
          defaultValue={language === "th" ? "แก้ว ใจดี" : "Kanya Thong"}
        />
        <Field label={t.email} error={t.emailError} defaultValue="kanya@" size="large" />
        <Field label={t.name} placeholder="harbour" disabled />
        <TextArea label={t.message} placeholder={t.messageExample} />
        <Select
          label={t.role}
          choices={[
            { value: "editor", label: t.editor },
            { value: "reader", label: t.reader },
          ]}
        />
        <div className="flex flex-wrap gap-4">
          <Checkbox label={t.word} defaultChecked />
          <Checkbox label={t.caps} />
        </div>
        <CopyField
          label={t.link}
          text="https://sala.harbour.example/join/7f3a9c21"
          copy={t.copyPath}
          copied={t.saved}
          byHand="Ctrl C"
        />
      </Specimen>
    </>
  );
}
