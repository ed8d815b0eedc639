/** Who wrote a commit. Pure. */
import type { CommitView } from "@/contracts/workspace";

/** Everybody who wrote, each once, the one who committed first. */
export function authorsOf({
  author,
  co_authors,
}: Pick<CommitView, "author" | "co_authors">): readonly string[] {
  return [...new Set([author, ...co_authors].map(({ name }) => name))];
}
