"use client";
/** A page that failed, where no frame stands around it. */
import { Failed, type FailedProps } from "@/ui/failed";

export default function ErrorPage({ error }: FailedProps) {
  return (
    <main className="h-dvh">
      <Failed error={error} />
    </main>
  );
}
