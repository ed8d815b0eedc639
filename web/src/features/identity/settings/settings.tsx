/** One's own settings, a section each, and what owners have besides. */
import type { ReactNode } from "react";
import { serverApi, signedIn } from "@/lib/api/server";
import { translate } from "@/lib/i18n/server";
import { Page, Section } from "@/ui/page";
import { peopleMessages } from "../people/messages";
import { Appearance } from "./appearance";
import { Keyboard } from "./keyboard";
import { settingsMessages } from "./messages";
import { NameForm } from "./name-form";
import { PasswordForm } from "./password-form";
import { Sessions } from "./sessions";

export interface SettingsProps {
  /** Further sections, for owners. */
  readonly owners: ReactNode;
}

export async function Settings({ owners }: SettingsProps) {
  const [t, people] = await Promise.all([translate(settingsMessages), translate(peopleMessages)]);
  const { identity } = await serverApi();
  const [me, sessions] = await signedIn(
    Promise.all([identity.whoAmI.query(), identity.listSessions.query()]),
    "/settings",
  );
  return (
    <Page title={t.title} width="reading">
      <Section title={t.you}>
        <NameForm key={me.name} name={me.name} />
      </Section>
      <Section title={t.appearance}>
        <Appearance />
      </Section>
      <Section title={t.password} lead={t.passwordLead}>
        <PasswordForm />
      </Section>
      <Section title={people.sessions}>
        <Sessions sessions={sessions} />
      </Section>
      <Section title={t.keyboard} lead={t.keyboardLead}>
        <Keyboard />
      </Section>
      {me.role === "owner" && owners}
    </Page>
  );
}
