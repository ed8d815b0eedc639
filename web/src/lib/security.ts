/** The policy that tells a browser what a page of Sala may load and run. */

export interface PolicyOptions {
  readonly nonce: string;
  /** `next dev` compiles with eval and talks to its own socket. */
  readonly development: boolean;
}

export function contentSecurityPolicy({ nonce, development }: PolicyOptions): string {
  const script = `'self' 'nonce-${nonce}' 'strict-dynamic'${development ? " 'unsafe-eval'" : ""}`;
  return [
    "default-src 'self'",
    `script-src ${script}`,
    "script-src-attr 'none'",
    `style-src 'self' 'nonce-${nonce}'`,
    // Positions of popovers and panels are style attributes; these cannot run anything.
    "style-src-attr 'unsafe-inline'",
    "img-src 'self' blob: data:",
    "font-src 'self'",
    "connect-src 'self'",
    "worker-src 'self' blob:",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join("; ");
}

/** 128 random bits, in base64 as the policy's grammar asks. */
export function makeNonce(): string {
  return btoa(String.fromCharCode(...crypto.getRandomValues(new Uint8Array(16))));
}
