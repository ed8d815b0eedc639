"use client";
/** The question before what cannot be taken back. Its code comes when it is first asked. */
import dynamic from "next/dynamic";
import { useEver } from "../use-ever";
import type { QuestionProps } from "./question";

const Question = dynamic(() => import("./question").then((module) => module.Question));

export type AlertDialogProps = QuestionProps;

export function AlertDialog(props: AlertDialogProps) {
  return useEver(props.open) && <Question {...props} />;
}
