/** The workspaces that were put away, each with the way back. */
import Link from "next/link";
import { serverApi, signedIn } from "@/lib/api/server";
import { translate } from "@/lib/i18n/server";
import { RefreshOn } from "@/lib/live/refresh-on";
import { buttonClass } from "@/ui/button";
import { EmptyState } from "@/ui/empty-state";
import { Page } from "@/ui/page";
import { listMessages } from "../list-messages";
import { ArchivedRow } from "./archived-row";

export async function Archived() {
  const t = await translate(listMessages);
  const { identity, workspace } = await serverApi();
  const [me, all] = await signedIn(
    Promise.all([identity.whoAmI.query(), workspace.listWorkspaces.query({ archived: true })]),
    "/archived",
  );
  const archived = all.filter(({ state }) => state === "archived");
  return (
    <Page title={t.archivedTitle} lead={t.archivedLead} width="reading">
      <RefreshOn context="workspace" />
      {archived.length === 0 ? (
        <EmptyState title={t.nothingArchived}>{t.nothingArchivedHow}</EmptyState>
      ) : (
        <ul className="border-t border-line">
          {archived.map((one) => (
            <ArchivedRow key={one.workspace} workspace={one} mayWrite={me.role !== "reader"} />
          ))}
        </ul>
      )}
      <Link href="/" className={`${buttonClass("plain", "large")} mt-5`}>
        {t.toWorkspaces}
      </Link>
    </Page>
  );
}
