/** /settings: one's own settings. */
import type { Metadata } from "next";
import { settingsMessages } from "@/features/identity/settings/messages";
import { Settings } from "@/features/identity/settings/settings";
import { translate } from "@/lib/i18n/server";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await translate(settingsMessages)).title };
}

export default function Page() {
  return <Settings />;
}
