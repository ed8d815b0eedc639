/** The refusals of workspace; several features meet them. */
import type { Problems } from "./words";

export const workspaceProblems = async (): Promise<readonly Problems[]> => {
  const [{ words }, { general }] = await Promise.all([
    import("./workspace-words"),
    import("./general"),
  ]);
  return [words, general];
};
