"use client";
/** A page that failed, inside the frame: the way to every other page stays. */
import { Failed, type FailedProps } from "@/ui/failed";

export default function ErrorPage({ error }: FailedProps) {
  return <Failed error={error} />;
}
