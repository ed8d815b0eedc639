"use client";
/** A dialog for what needs a name or several answers. Its code comes when it is first opened. */
import { lazily } from "@/lib/lazily";
import { useEver } from "../use-ever";
import type { SheetProps } from "./sheet";
import { useFocusBack } from "./use-focus-back";

export { DialogAnswers } from "./answers";

const Sheet = lazily(() => import("./sheet").then((module) => module.Sheet));

export type DialogProps = Omit<SheetProps, "onFocusBack">;

export function Dialog(props: DialogProps) {
  const focusBack = useFocusBack(props.open);
  return useEver(props.open) && <Sheet {...props} onFocusBack={focusBack} />;
}
