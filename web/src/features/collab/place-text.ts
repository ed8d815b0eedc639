/** Asks the server to put text of a replaced document into the one at its path now. */
import { loadApi } from "@/lib/api/load";
import type { Place } from "./rescue";

export function placeText(workspace: string): Place {
  return async (path, base, text) => {
    const { collab } = await loadApi();
    const { made } = await collab.rescueText.mutate({ workspace, path, base, text });
    if (made === null) return undefined;
    const updates = [{ path, made }];
    return async () => {
      await collab.takeBackUpdates.mutate({ workspace, updates });
    };
  };
}
