/** The refusals of the drill. */
import type { Problems } from "@/lib/problems/words";

export const drillProblems = async (): Promise<readonly Problems[]> => {
  const [{ words }, { general }] = await Promise.all([
    import("./problem-words"),
    import("@/lib/problems/general"),
  ]);
  return [words, general];
};
