/** /: the workspaces of this Sala. */
import type { Metadata } from "next";
import { Home } from "@/features/workspace/home/home";
import { homeMessages } from "@/features/workspace/home/messages";
import { translate } from "@/lib/i18n/server";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await translate(homeMessages)).title };
}

export default function Page() {
  return <Home />;
}
