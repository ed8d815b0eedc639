/** Sends an archive as it is, and says how much of it has left; fetch cannot say that. */
import { readProblemBody, type Problem } from "@/lib/api/problem";

export interface UploadPorts {
  /** Of a hundred; 100 means sent, not yet answered. */
  readonly onPercent: (percent: number) => void;
  readonly signal: AbortSignal;
}

/** A refusal of the upload, for whoever awaits it. `data` is read like any other call's error. */
export class UploadRefused extends Error {
  constructor(readonly data: Problem) {
    super(data.title);
  }
}

function parse(body: string): unknown {
  try {
    return JSON.parse(body) as unknown;
  } catch {
    return undefined; // a proxy's own page
  }
}

/** Resolves to the answer's body; rejects with `UploadRefused`, or a plain error when no answer came. */
export function uploadArchive(file: File, { onPercent, signal }: UploadPorts): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.upload.onprogress = ({ loaded, total }) =>
      onPercent(total > 0 ? Math.floor((100 * loaded) / total) : 0);
    request.upload.onload = () => onPercent(100);
    request.onload = () => {
      const body = parse(request.responseText);
      if (request.status >= 200 && request.status < 300) resolve(body);
      else reject(new UploadRefused(readProblemBody(body, request.status)));
    };
    request.onerror = () => reject(new Error("no answer"));
    request.onabort = () => reject(new DOMException("stopped", "AbortError"));
    signal.addEventListener("abort", () => request.abort());
    request.open("POST", `/imports/archive?name=${encodeURIComponent(file.name)}`);
    request.setRequestHeader("content-type", "application/octet-stream");
    request.send(file);
  });
}
