/** /archived: the workspaces that were put away. */
import type { Metadata } from "next";
import { Archived } from "@/features/home/list/archived";
import { homeMessages } from "@/features/home/messages";
import { translate } from "@/lib/i18n/server";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await translate(homeMessages)).archivedTitle };
}

export default function Page() {
  return <Archived />;
}
