/** The answers, at the end of a dialog. */
import type { ReactNode } from "react";

export function DialogAnswers({ children }: { readonly children: ReactNode }) {
  return <div className="mt-1 flex flex-wrap items-center justify-end gap-2">{children}</div>;
}
