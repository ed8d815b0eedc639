/** Dragging rows onto folders, and files of one's own machine into the tree. */
import type { DragEvent } from "react";
import { folderOf } from "../paths";
import { dropTarget, type Row } from "./rows";

const type = "application/x-sala-path";

export const folderUnder = (row: Row | undefined): string =>
  row === undefined ? "" : row.kind === "folder" ? row.id : folderOf(row.id);

export function startDrag(event: DragEvent, path: string): void {
  event.dataTransfer.setData(type, path);
  event.dataTransfer.setData("text/plain", path);
  event.dataTransfer.effectAllowed = "copyMove";
}

export type Drop =
  | { readonly kind: "move"; readonly source: string; readonly target: string }
  | { readonly kind: "upload"; readonly folder: string; readonly files: readonly File[] };

/** Whether something that may be dropped here hangs over the tree. */
export const mayDrop = ({ dataTransfer }: DragEvent): boolean =>
  dataTransfer.types.includes(type) || dataTransfer.types.includes("Files");

export function readDrop({ dataTransfer }: DragEvent, row: Row | undefined): Drop | undefined {
  const folder = folderUnder(row);
  const files = [...dataTransfer.files];
  if (files.length > 0) return { kind: "upload", folder, files };
  const source = dataTransfer.getData(type);
  const target = source === "" ? undefined : dropTarget(source, folder);
  return target === undefined ? undefined : { kind: "move", source, target };
}
