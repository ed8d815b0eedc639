/** Paths of a working tree: relative, `/` between parts, the root is empty. Pure. */

export const nameOf = (path: string): string => path.slice(path.lastIndexOf("/") + 1);

/** The folder of a path; empty for what lies at the root. */
export const folderOf = (path: string): string => path.slice(0, Math.max(0, path.lastIndexOf("/")));

export const join = (folder: string, name: string): string =>
  folder === "" ? name : `${folder}/${name}`;

/** True for the path itself and for everything under it. */
export const isWithin = (path: string, folder: string): boolean =>
  folder === "" || path === folder || path.startsWith(`${folder}/`);

/** Where `path` is after `source` became `target`. */
export const movedPath = (path: string, source: string, target: string): string =>
  isWithin(path, source) ? target + path.slice(source.length) : path;

/** The folders that lead to a path, outermost first, without the root. */
export function foldersTo(path: string): readonly string[] {
  const parts = path.split("/").slice(0, -1);
  return parts.map((_, at) => parts.slice(0, at + 1).join("/"));
}

/** Where a file's bytes are. */
export const fileAddress = (workspace: string, path: string): string =>
  `/files/${workspace}/${path.split("/").map(encodeURIComponent).join("/")}`;

/** The page that shows a file; the path stays readable. */
export function pageAddress(workspace: string, path: string | undefined): string {
  if (path === undefined) return `/w/${workspace}`;
  return `/w/${workspace}?file=${encodeURIComponent(path).replaceAll("%2F", "/")}`;
}

const pictures = new Set(["avif", "bmp", "gif", "ico", "jpeg", "jpg", "png", "svg", "webp"]);

export const isPicture = (path: string): boolean =>
  pictures.has(nameOf(path).split(".").at(-1)?.toLowerCase() ?? "");
