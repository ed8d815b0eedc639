"use client";
/** Signing out, here or on every device; the page is left for the door. */
import { loadApi } from "@/lib/api/load";

export async function signOut(): Promise<void> {
  await (await loadApi()).identity.signOut.mutate();
  location.assign("/sign-in");
}

export async function signOutEverywhere(): Promise<void> {
  await (await loadApi()).identity.signOutEverywhere.mutate();
  location.assign("/sign-in");
}
