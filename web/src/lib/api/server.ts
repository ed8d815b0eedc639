/** The typed client on the server: the same procedures, asked with the visitor's own cookie. */
import "server-only";
import { createTRPCClient, httpBatchLink } from "@trpc/client";
import { cookies, headers } from "next/headers";
import { redirect } from "next/navigation";
import { cache } from "react";
import type { AppRouter } from "@/contracts/router";
import { readProblem } from "./problem";

/** Where the gateway listens; the launcher sets it for the web process. */
export function apiAddress(): string {
  return process.env.SALA_API_URL ?? "http://127.0.0.1:8000";
}

/** One client per request, so that one visitor's cookie never serves another. */
export const serverApi = cache(async () => {
  const [jar, head] = await Promise.all([cookies(), headers()]);
  const session = jar.get("sala_session");
  const forwarded = head.get("x-forwarded-for");
  return createTRPCClient<AppRouter>({
    links: [
      httpBatchLink({
        url: `${apiAddress()}/trpc`,
        headers: {
          ...(session && { cookie: `sala_session=${session.value}` }),
          ...(forwarded !== null && { "x-forwarded-for": forwarded }),
        },
      }),
    ],
  });
});

/** Await an answer; a visitor who is not signed in is sent to sign in and comes back to `from`. */
export async function signedIn<Answer>(answer: Promise<Answer>, from: string): Promise<Answer> {
  try {
    return await answer;
  } catch (error) {
    if (readProblem(error).status !== 401) throw error;
    redirect(from === "/" ? "/sign-in" : `/sign-in?next=${encodeURIComponent(from)}`);
  }
}
