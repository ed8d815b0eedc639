/** Sends files into a folder of the workspace, one after the other. */
import { readProblemBody, type Problem } from "@/lib/api/problem";
import { fileAddress, join } from "../paths";

export interface Refused {
  readonly name: string;
  readonly problem: Problem | undefined;
}

export interface Uploaded {
  readonly paths: readonly string[];
  readonly refused: readonly Refused[];
}

/** A dropped folder keeps its shape: the browser says each file's path within it. */
export function pathWithin(folder: string, file: File): string {
  return join(folder, file.webkitRelativePath === "" ? file.name : file.webkitRelativePath);
}

async function put(workspace: string, path: string, file: File): Promise<Problem | undefined> {
  const response = await fetch(fileAddress(workspace, path), {
    method: "PUT",
    headers: { "content-type": "application/octet-stream" },
    body: file,
  });
  if (response.ok) return undefined;
  const body: unknown = await response.json().catch(() => undefined);
  return readProblemBody(body, response.status);
}

export async function uploadFiles(
  workspace: string,
  folder: string,
  files: readonly File[],
): Promise<Uploaded> {
  const paths: string[] = [];
  const refused: Refused[] = [];
  for (const file of files) {
    const path = pathWithin(folder, file);
    try {
      const problem = await put(workspace, path, file);
      if (problem) refused.push({ name: file.name, problem });
      else paths.push(path);
    } catch {
      refused.push({ name: file.name, problem: undefined }); // no answer came
    }
  }
  return { paths, refused };
}
