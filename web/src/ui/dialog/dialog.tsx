"use client";
/** A dialog for what needs a name or several answers. Its code comes when it is first opened. */
import dynamic from "next/dynamic";
import { useEver } from "../use-ever";
import type { SheetProps } from "./sheet";

export { DialogAnswers } from "./answers";

const Sheet = dynamic(() => import("./sheet").then((module) => module.Sheet));

export type DialogProps = SheetProps;

export function Dialog(props: DialogProps) {
  return useEver(props.open) && <Sheet {...props} />;
}
