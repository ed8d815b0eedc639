/** /archived: the workspaces that were put away. */
import type { Metadata } from "next";
import { Archived } from "@/features/workspace/home/list/archived";
import { listMessages } from "@/features/workspace/home/list-messages";
import { translate } from "@/lib/i18n/server";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await translate(listMessages)).archivedTitle };
}

export default function Page() {
  return <Archived />;
}
