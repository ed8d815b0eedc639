/** The refusals of a document's past. */
import type { Problems } from "@/lib/problems/words";

export const historyProblems = async (): Promise<readonly Problems[]> => {
  const [{ words }, { general }] = await Promise.all([
    import("./problem-words"),
    import("@/lib/problems/general"),
  ]);
  return [words, general];
};
