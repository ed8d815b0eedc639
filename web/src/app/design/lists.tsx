"use client";
/** Trees, tabs, people, tables, diffs and panels. */
import { useState } from "react";
import { useMessages } from "@/lib/i18n/client";
import { Avatar, AvatarStack, PresenceDots, type PresenceSlot, type Someone } from "@/ui/avatar";
import { Button } from "@/ui/button";
import { Card } from "@/ui/card";
import { DiffLines } from "@/ui/diff-lines";
import { DocumentTabs } from "@/ui/document-tabs";
import { SplitPanel } from "@/ui/split-panel/split-panel";
import { Cell, HeadCell, Table } from "@/ui/table";
import { Tabs } from "@/ui/tabs";
import { Tag } from "@/ui/tag";
import { TreeRow } from "@/ui/tree/tree-row";
import { designMessages } from "./messages";
import { Specimen } from "./specimen";

const names = [
  "Kanya Thong",
  "Maria Rosa",
  "Tim Nguyen",
  "Sofia Ortiz",
  "Per Berg",
  "Nok Wichai",
  "Lin Da",
  "Ada Obi",
];
const people = names.map((name, index): Someone => ({
  name,
  kind: "person",
  slot: (index + 1) as PresenceSlot,
}));
const agent: Someone = { name: "Assistant", kind: "agent", slot: 1, letters: "AI" };
const few = [...people.slice(0, 2), agent];

const diff = [
  { sign: " ", text: "    opens: datetime", old: 16, new: 16 },
  { sign: "-", text: "    closes: datetime", old: 17 },
  { sign: "+", text: "    closes: datetime | None", new: 17 },
] as const;

const open = [
  { id: "windows.py", label: "windows.py" },
  { id: "test_windows.py", label: "test_windows.py" },
  { id: "tides.py", label: "tides.py" },
];

export function Lists() {
  const t = useMessages(designMessages);
  const [view, setView] = useState("files");
  const [tabs, setTabs] = useState(open);
  const [tab, setTab] = useState<string | undefined>("windows.py");
  return (
    <>
      <Specimen name="People: round and coloured; agents square and ink">
        {people.map((who) => (
          <Avatar key={who.name} who={who} />
        ))}
        <Avatar who={agent} />
        <Avatar who={{ name: "Kanya Thong", kind: "person", slot: 1, away: true }} />
        <Avatar who={{ name: "Kanya Thong", kind: "person", slot: 1, speaking: true }} />
        <Avatar who={{ name: "น้ำ ใจดี", kind: "person", slot: 3 }} size="large" />
        <Avatar who={agent} size="small" />
        <AvatarStack label={t.people} people={people} />
      </Specimen>
      <Specimen name="Tags">
        <Tag>{t.fresh}</Tag>
        <Tag tone="stale">{t.stale}</Tag>
        <Tag tone="ok">{t.passed}</Tag>
        <Tag tone="warn">{t.waiting}</Tag>
        <Tag tone="danger">{t.failed}</Tag>
        <Tag tone="info">{t.info}</Tag>
      </Specimen>
      <Specimen name="Document tabs, view switch, tree, panel" stacked>
        <div className="flex h-75 overflow-hidden rounded-card border border-line">
          <SplitPanel
            name="design"
            label={t.side}
            edge="end"
            limits={{ smallest: 180, initial: 232, largest: 360 }}
            className="border-e border-line bg-surface-sunken"
          >
            <Tabs
              label={t.tree}
              value={view}
              onValueChange={setView}
              views={[
                { value: "files", label: t.files, view: <Files /> },
                { value: "search", label: t.search, view: <p className="px-4">{t.filesHere}</p> },
                {
                  value: "changes",
                  label: t.changes,
                  count: 3,
                  view: <p className="px-4">{t.changed}</p>,
                },
              ]}
            />
          </SplitPanel>
          <div className="min-w-0 flex-1">
            <DocumentTabs
              label={t.openFiles}
              tabs={tabs}
              current={tab}
              onSelect={setTab}
              onClose={(id) => {
                setTabs(tabs.filter((one) => one.id !== id));
                if (tab === id) setTab(tabs.find((one) => one.id !== id)?.id);
              }}
            />
            <p className="px-5 py-2 text-small text-ink-faint">harbour / {tab}</p>
          </div>
        </div>
      </Specimen>
      <Specimen name="Card and diff" stacked>
        <Card>
          <div className="px-3 py-2.5">
            <h3 className="text-ui">{t.card}</h3>
            <p className="text-small text-ink-muted">{t.cardText}</p>
          </div>
          <DiffLines lines={diff} shape="narrow" />
          <div className="flex items-center gap-2 border-t border-line px-3 py-2.5">
            <Button size="mini">{t.takeAll}</Button>
            <Button size="mini" tone="bare">
              {t.skip}
            </Button>
          </div>
        </Card>
        <DiffLines lines={diff} />
      </Specimen>
      <Specimen name="Table" stacked>
        <Table>
          <thead>
            <tr>
              <HeadCell>{t.name}</HeadCell>
              <HeadCell>{t.people}</HeadCell>
              <HeadCell>{t.branch}</HeadCell>
            </tr>
          </thead>
          <tbody>
            <tr>
              <Cell className="font-semibold">harbour</Cell>
              <Cell>
                <AvatarStack label={t.people} people={few} />
              </Cell>
              <Cell className="font-mono text-small">main</Cell>
            </tr>
          </tbody>
        </Table>
      </Specimen>
    </>
  );
}

function Files() {
  const t = useMessages(designMessages);
  return (
    <div role="tree" aria-label={t.tree} className="px-1.5 py-0.5">
      <TreeRow label="harbour" level={0} open tabIndex={0} />
      <TreeRow label="berths.py" level={1} change="M" changeLabel={t.changed} />
      <TreeRow
        label="windows.py"
        level={1}
        current
        change="M"
        changeLabel={t.changed}
        people={<PresenceDots label={t.inFile} people={few} />}
      />
      <TreeRow label="tests" level={1} open />
      <TreeRow label="test_windows.py" level={2} change="A" changeLabel={t.added} />
      <TreeRow label=".sala" level={0} open={false} dim />
      <TreeRow label="README.md" level={0} />
    </div>
  );
}
