"use client";
/** What is said when there is nothing, when something failed, and while one waits. */
import { useMessages } from "@/lib/i18n/client";
import { Button } from "@/ui/button";
import { EmptyState } from "@/ui/empty-state";
import { ErrorState } from "@/ui/error-state";
import { Progress } from "@/ui/progress";
import { Skeleton } from "@/ui/skeleton";
import { Saved, StatusLine } from "@/ui/status-line";
import { designMessages } from "./messages";
import { Specimen } from "./specimen";

export function States() {
  const t = useMessages(designMessages);
  return (
    <Specimen name="Empty, error, loading, progress, status line" stacked>
      <EmptyState title={t.emptyTitle}>{t.empty}</EmptyState>
      <ErrorState
        title={t.errorTitle}
        code="runtime.out_of_memory 7f3a9c21"
        action={<Button size="mini">{t.again}</Button>}
      >
        {t.error}
      </ErrorState>
      <Skeleton label={t.loading} rows={3} />
      <Progress label={t.importing} percent={62} />
      <div className="grid gap-1">
        <StatusLine label={t.status} end="4 here · 12 ms">
          <Saved state="saved">{t.saved}</Saved>
          <span>main</span>
        </StatusLine>
        <StatusLine label={t.status}>
          <Saved state="saving">{t.saving}</Saved>
        </StatusLine>
        <StatusLine label={t.status}>
          <Saved state="offline">{t.offline}</Saved>
        </StatusLine>
        <StatusLine label={t.status}>
          <Saved state="failed">{t.notSaved}</Saved>
        </StatusLine>
      </div>
    </Specimen>
  );
}
