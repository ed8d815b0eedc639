"use client";
/** Hands the page's nonce to the libraries that insert `<style>` elements after the page has loaded. */
import { setNonce } from "get-nonce";

export interface StyleNonceProps {
  readonly nonce: string | undefined;
}

export function StyleNonce({ nonce }: StyleNonceProps) {
  // Before any child renders, so that the first scroll lock already carries it.
  if (nonce !== undefined && typeof window !== "undefined") setNonce(nonce);
  return null;
}
