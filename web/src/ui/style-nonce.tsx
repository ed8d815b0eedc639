"use client";
/** Hands the page's nonce to the libraries that insert `<style>` elements after the page has loaded. */
import { setNonce } from "get-nonce";
import { useState } from "react";

export interface StyleNonceProps {
  readonly nonce: string | undefined;
}

export function StyleNonce({ nonce }: StyleNonceProps) {
  // A document keeps the policy it was loaded with; a refresh brings along another request's nonce.
  const [own] = useState(nonce);
  // Before any child renders, so that the first scroll lock already carries it.
  if (own !== undefined && typeof window !== "undefined") setNonce(own);
  return null;
}
