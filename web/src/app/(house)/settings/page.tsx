/** /settings: one's own settings; owners also run the drill here. */
import type { Metadata } from "next";
import { DrillSection } from "@/features/collab/drill/drill-section";
import { drillMessages } from "@/features/collab/drill/messages";
import { settingsMessages } from "@/features/identity/settings/messages";
import { Settings } from "@/features/identity/settings/settings";
import { translate } from "@/lib/i18n/server";
import { Section } from "@/ui/page";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await translate(settingsMessages)).title };
}

export default async function SettingsPage() {
  const t = await translate(drillMessages);
  return (
    <Settings
      owners={
        <Section title={t.title} lead={t.lead}>
          <DrillSection />
        </Section>
      }
    />
  );
}
