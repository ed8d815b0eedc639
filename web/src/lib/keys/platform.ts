"use client";
/** Which keyboard the visitor has; the server cannot know and assumes no Mac. */
import { useSyncExternalStore } from "react";
import type { Platform } from "./chord";

export function readPlatform(): Platform {
  return /Mac|iPhone|iPad/.test(navigator.userAgent) ? "mac" : "other";
}

const never = () => () => {};

export function usePlatform(): Platform {
  return useSyncExternalStore(never, readPlatform, () => "other");
}
