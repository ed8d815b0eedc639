"use client";
/** The question before what cannot be taken back. Its code comes when it is first asked. */
import { lazily } from "@/lib/lazily";
import { useEver } from "../use-ever";
import type { QuestionProps } from "./question";
import { useFocusBack } from "./use-focus-back";

const Question = lazily(() => import("./question").then((module) => module.Question));

export type AlertDialogProps = Omit<QuestionProps, "onFocusBack">;

export function AlertDialog(props: AlertDialogProps) {
  const focusBack = useFocusBack(props.open);
  return useEver(props.open) && <Question {...props} onFocusBack={focusBack} />;
}
