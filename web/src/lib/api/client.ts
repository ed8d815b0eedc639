"use client";
/** The typed client in the browser: the stock tRPC client on the page's own origin. */
import { createTRPCClient, httpBatchLink } from "@trpc/client";
import type { AppRouter } from "@/contracts/router";

export const api = createTRPCClient<AppRouter>({
  links: [httpBatchLink({ url: "/trpc", maxURLLength: 4000 })],
});
