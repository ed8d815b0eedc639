"use client";
/** Remembers that something was true once, so that what was mounted can leave in its own time. */
import { useState } from "react";

export function useEver(now: boolean): boolean {
  const [ever, setEver] = useState(now);
  if (now && !ever) setEver(true);
  return ever || now;
}
