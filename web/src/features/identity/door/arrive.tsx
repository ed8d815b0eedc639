/** The pages behind the two kinds of link: the owner's one-time link, and an invitation. */
import { serverApi } from "@/lib/api/server";
import { translate } from "@/lib/i18n/server";
import { LinkButton } from "@/ui/link-button";
import { Door } from "./door";
import { doorMessages } from "./messages";
import { NewMemberForm } from "./new-member-form";

export interface ArriveProps {
  readonly token: string;
}

async function LinkGone() {
  const t = await translate(doorMessages);
  return (
    <Door title={t.linkGone} lead={t.linkGoneHow}>
      <LinkButton href="/sign-in">{t.toSignIn}</LinkButton>
    </Door>
  );
}

export async function Enter({ token }: ArriveProps) {
  const t = await translate(doorMessages);
  const api = await serverApi();
  const place = await api.identity.lookAtInstallation.query();
  if (place.claimed) return <LinkGone />;
  return (
    <Door title={t.claimTitle} lead={t.claimLead} version={place.version}>
      <NewMemberForm token={token} way="claim" />
    </Door>
  );
}

export async function Arrive({ token }: ArriveProps) {
  const t = await translate(doorMessages);
  const api = await serverApi();
  const invitation = await api.identity.lookAtInvitation.query({ token }).catch(() => undefined);
  if (invitation === undefined) return <LinkGone />;
  const lead = { owner: t.joinOwner, editor: t.joinEditor, reader: t.joinReader }[invitation.role];
  return (
    <Door title={t.joinTitle(invitation.inviter)} lead={lead}>
      <NewMemberForm token={token} way="join" />
    </Door>
  );
}
