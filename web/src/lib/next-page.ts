/** Where a visitor goes after signing in: a page of this Sala, and nowhere else. */

/** The path asked for, or home when it is missing or could lead to another site. */
export function nextPage(asked: string | readonly string[] | undefined): string {
  if (typeof asked !== "string") return "/";
  const here = "http://sala.invalid";
  const url = URL.canParse(asked, here) ? new URL(asked, here) : undefined;
  if (url?.origin !== here || !asked.startsWith("/")) return "/";
  return `${url.pathname}${url.search}${url.hash}`;
}
