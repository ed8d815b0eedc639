"use client";
/** TanStack Query over the typed client, for the pages behind the sign-in. */
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { createTRPCContext } from "@trpc/tanstack-react-query";
import { useState, type ReactNode } from "react";
import { api } from "./client";
import type { AppRouter } from "@/contracts/router";
import { readProblem } from "./problem";

const { TRPCProvider, useTRPC, useTRPCClient } = createTRPCContext<AppRouter>();
export { useTRPC, useTRPCClient };

function makeQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 30_000,
        // A refusal is an answer; only silence is worth asking again.
        retry: (failures, error) => failures < 3 && readProblem(error).status === 0,
      },
    },
  });
}

export function ApiProvider({ children }: { readonly children: ReactNode }) {
  const [queries] = useState(makeQueryClient);
  return (
    <QueryClientProvider client={queries}>
      <TRPCProvider trpcClient={api} queryClient={queries}>
        {children}
      </TRPCProvider>
    </QueryClientProvider>
  );
}
