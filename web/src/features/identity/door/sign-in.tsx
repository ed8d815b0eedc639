/** The sign-in page: what a visitor may know of this installation, and the form. */
import { serverApi } from "@/lib/api/server";
import { translate } from "@/lib/i18n/server";
import { EmptyState } from "@/ui/empty-state";
import { ErrorState } from "@/ui/error-state";
import { Door } from "./door";
import { doorMessages } from "./messages";
import { SignInForm } from "./sign-in-form";

export interface SignInProps {
  readonly next: string;
}

export async function SignIn({ next }: SignInProps) {
  const t = await translate(doorMessages);
  const api = await serverApi();
  const place = await api.identity.lookAtInstallation.query().catch(() => undefined);
  if (place === undefined)
    return (
      <Door title={t.signIn}>
        <ErrorState title={t.unreachable}>{t.unreachableHow}</ErrorState>
      </Door>
    );
  if (!place.claimed)
    return (
      <Door title={t.unclaimed} version={place.version}>
        <EmptyState title={t.unclaimedHow} />
      </Door>
    );
  return (
    <Door title={t.signIn} lead={t.to(place.name)} version={place.version}>
      {!place.secure && (
        <div className="mb-4">
          <ErrorState title={t.insecure}>{t.insecureHow}</ErrorState>
        </div>
      )}
      <SignInForm next={next} />
      <p className="mt-6 text-small text-pretty text-ink-muted">{t.newHere}</p>
      <p className="mt-1 text-small text-pretty text-ink-muted">{t.forgotten}</p>
    </Door>
  );
}
