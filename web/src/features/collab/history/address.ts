/** Where the whole past of a document is, as one file. */
export const pastAddress = (workspace: string, path: string): string =>
  `/history/${workspace}/${path.split("/").map(encodeURIComponent).join("/")}`;
