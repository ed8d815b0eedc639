"use client";
/** Whose work, and from when: what is asked before anything is shown. */
import { useMessages } from "@/lib/i18n/client";
import { Button } from "@/ui/button";
import { Field } from "@/ui/field";
import { Select } from "@/ui/select";
import type { People } from "../presence/people";
import { disk } from "./authors";
import { historyMessages, takingBackMessages } from "./messages";
import { toField } from "./times";
import { fromFields, isBackwards, presets, spanOf, type Preset, type TimeSpan } from "./work";

export interface Asked extends TimeSpan {
  /** A member's id, `disk`, or nothing yet. */
  readonly who: string;
  readonly preset: Preset;
}

export interface TakingFormProps {
  readonly asked: Asked;
  readonly people: People;
  readonly onAsk: (asked: Asked) => void;
}

const isPreset = (value: string): value is Preset => presets.some((preset) => preset === value);

export function TakingForm({ asked, people, onAsk }: TakingFormProps) {
  const t = useMessages(takingBackMessages);
  const words = useMessages(historyMessages);
  const { preset, since, until } = asked;

  function choose(value: string) {
    if (!isPreset(value)) return;
    onAsk({ ...asked, preset: value, ...(value !== "own" && spanOf(value, new Date())) });
  }

  function setSpan(begin: string, end: string) {
    const span = fromFields(begin, end);
    if (span) onAsk({ ...asked, ...span });
  }

  const [begin, end] = [toField(new Date(since)), toField(new Date(until))];
  return (
    <div className="grid gap-3">
      <Select
        label={t.who}
        value={asked.who}
        onChange={({ target }) => onAsk({ ...asked, who: target.value })}
        choices={[
          ...(asked.who === "" ? [{ value: "", label: "" }] : []),
          ...[...people.values()].map(({ member, name }) => ({ value: member, label: name })),
          { value: disk, label: `${words.onDisk}: ${words.onDiskHint}` },
        ]}
      />
      <div className="flex items-end gap-2">
        <Select
          label={t.when}
          className="min-w-0 flex-1"
          value={preset}
          onChange={({ target }) => choose(target.value)}
          choices={presets.map((value) => ({ value, label: t.spans[value] }))}
        />
        {preset !== "own" && <Button onClick={() => choose(preset)}>{t.look}</Button>}
      </div>
      {preset === "own" && (
        <div className="grid gap-3">
          <Field
            label={t.since}
            type="datetime-local"
            value={begin}
            onChange={({ target }) => setSpan(target.value, end)}
          />
          <Field
            label={t.until}
            type="datetime-local"
            value={end}
            error={isBackwards(asked) ? t.backwards : undefined}
            onChange={({ target }) => setSpan(begin, target.value)}
          />
        </div>
      )}
    </div>
  );
}
