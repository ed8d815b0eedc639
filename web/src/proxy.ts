/** Gives every page its Content-Security-Policy with a nonce of its own. */
import { NextResponse, type NextRequest } from "next/server";
import { contentSecurityPolicy, makeNonce } from "@/lib/security";

export function proxy(request: NextRequest): NextResponse {
  const nonce = makeNonce();
  const development = process.env.NODE_ENV !== "production";
  const policy = contentSecurityPolicy({ nonce, development });
  const headers = new Headers(request.headers);
  headers.set("x-nonce", nonce);
  headers.set("content-security-policy", policy); // Next reads the nonce for its own scripts here
  // The one page that Next insists on making while it builds has no nonce. Nobody needs its address:
  // a failure that is shown to a visitor is drawn for their request, with one.
  const response = request.nextUrl.pathname.startsWith("/_global-error")
    ? NextResponse.rewrite(new URL("/_not-found", request.url), { request: { headers } })
    : NextResponse.next({ request: { headers } });
  response.headers.set("content-security-policy", policy);
  return response;
}

export const config = {
  matcher: [
    {
      // Everything but files: a worker under `strict-dynamic` could not load its siblings. A page may
      // have a dot in its address, since files of a workspace have.
      source: "/((?!_next/static/|_next/image|assets/|icon\\.svg$).*)",
      missing: [
        { type: "header", key: "next-router-prefetch" },
        { type: "header", key: "purpose", value: "prefetch" },
      ],
    },
  ],
};
