/** The step back that a notice offers, and what is said when it cannot be taken. */
import { loadApi } from "@/lib/api/load";
import { readProblem } from "@/lib/api/problem";
import type { Provider } from "./provider/provider";
import type { Notice } from "./provider/protocol";

/** Undefined where nothing can be undone, or not by this person. */
export function stepBack(workspace: string, provider: Provider): (() => Promise<void>) | undefined {
  const notice = provider.notice.get();
  if (!notice || !provider.writable.get()) return undefined;
  const back = notice.back ?? movedBack(workspace, notice);
  return (
    back &&
    (async () => {
      provider.notice.set(undefined);
      try {
        await back();
      } catch (error) {
        const { title, detail } = readProblem(error);
        provider.notice.set({ code: "problem", text: detail || title, lines: [] });
      }
    })
  );
}

function movedBack(workspace: string, { code, text, was }: Notice) {
  if (code !== "moved" || was === undefined || was === "") return undefined;
  return async () => {
    const api = await loadApi();
    await api.workspace.moveEntry.mutate({ workspace, source: text, target: was });
  };
}
