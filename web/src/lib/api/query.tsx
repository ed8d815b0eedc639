"use client";
/** TanStack Query over the typed client, for the pages behind the sign-in. */
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import type { TRPCOptionsProxy } from "@trpc/tanstack-react-query";
import { useState, type ReactNode } from "react";
import type { AppRouter } from "@/contracts/router";
import { namesOf } from "./calls";
import { api } from "./client";
import { readProblem } from "./problem";

type Stock = TRPCOptionsProxy<AppRouter>;

/** Of what the stock package makes for each query, what is used here. */
type Made<Stocked> = Stocked extends {
  readonly queryOptions: infer Options;
  readonly queryKey: infer Key;
  readonly pathKey: infer Path;
}
  ? { readonly queryOptions: Options; readonly queryKey: Key; readonly pathKey: Path }
  : never;

export type Procedures = {
  readonly [Context in keyof Stock]: {
    readonly [Name in keyof Stock[Context]]: Made<Stock[Context][Name]>;
  };
};

type Asking = Readonly<
  Record<string, Readonly<Record<string, { query: (input: unknown) => unknown }>>>
>;

/** Keys and options for TanStack Query, the same as the stock package's. */
const procedures = namesOf((names, [input, options]) => {
  const [context = "", procedure = "", made] = names;
  const path = [context, procedure];
  if (made === "pathKey") return [path];
  const queryKey = [path, { ...(input !== undefined && { input }), type: "query" }];
  if (made === "queryKey") return queryKey;
  const queryFn = () => (api as unknown as Asking)[context]?.[procedure]?.query(input);
  return { ...(options as object | undefined), queryKey, queryFn };
}) as Procedures;

export const useTRPC = () => procedures;
export const useTRPCClient = () => api;

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
  return <QueryClientProvider client={queries}>{children}</QueryClientProvider>;
}
