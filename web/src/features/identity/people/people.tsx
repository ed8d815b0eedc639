/** Everybody who belongs here, and the invitations that are still open. */
import { serverApi, signedIn } from "@/lib/api/server";
import { translate } from "@/lib/i18n/server";
import { RefreshOn } from "@/lib/live/refresh-on";
import { Page, Section } from "@/ui/page";
import { HeadCell, Table } from "@/ui/table";
import { InvitationRow } from "./invitation-row";
import { Invite } from "./invite";
import { MemberRow } from "./member-row";
import { peopleMessages } from "./messages";

export async function People() {
  const t = await translate(peopleMessages);
  const { identity } = await serverApi();
  const [me, members] = await signedIn(
    Promise.all([identity.whoAmI.query(), identity.listMembers.query()]),
    "/people",
  );
  const owner = me.role === "owner";
  const invitations = owner ? await identity.listInvitations.query() : [];
  return (
    <Page
      title={t.title}
      lead={owner ? t.lead : `${t.lead} ${t.onlyOwners}`}
      action={owner && <Invite />}
      width="reading"
    >
      <RefreshOn context="identity" />
      <Table>
        <thead>
          <tr>
            <HeadCell>{t.name}</HeadCell>
            <HeadCell>{t.role}</HeadCell>
            <HeadCell className="hidden tablet:table-cell">{t.since}</HeadCell>
            <HeadCell>
              <span className="sr-only">{t.settings}</span>
            </HeadCell>
          </tr>
        </thead>
        <tbody>
          {members.map((member) => (
            <MemberRow key={member.member} member={member} me={me} />
          ))}
        </tbody>
      </Table>
      {invitations.length > 0 && (
        <Section title={t.open} parted="space">
          <ul>
            {invitations.map((invitation) => (
              <InvitationRow key={invitation.invitation} invitation={invitation} />
            ))}
          </ul>
        </Section>
      )}
    </Page>
  );
}
