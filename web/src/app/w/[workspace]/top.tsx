"use client";
/** The bar at the top: the workspace and its branch, finding, the people here, inviting. */
import Link from "next/link";
import type { MemberView } from "@/contracts/identity";
import type { WorkspaceView } from "@/contracts/workspace";
import { FollowedBy, HereStack } from "@/features/collab/here";
import type { Person } from "@/features/collab/presence/people";
import { SavedLine } from "@/features/collab/saved-line";
import type { CollabSession } from "@/features/collab/use-collab";
import { MemberMenu } from "@/features/identity/member-menu";
import { Invite } from "@/features/identity/people/invite";
import type { Desk } from "@/features/workspace/desk/desk";
import { deskMessages } from "@/features/workspace/desk/messages";
import { currentFile } from "@/features/workspace/desk/tabs";
import { nameOf } from "@/features/workspace/paths";
import { useMessages } from "@/lib/i18n/client";
import { useSignal } from "@/lib/use-signal";
import { Icon } from "@/ui/icons/icon";
import { IconButton } from "@/ui/icon-button";
import { Mark } from "@/ui/mark";
import { Menu } from "@/ui/menu/menu";
import { FindButton } from "@/ui/shell/find-button";
import { openPalette } from "@/ui/shell/palette-switch";
import { TopBar } from "@/ui/top-bar";

export interface TopProps {
  readonly me: MemberView;
  readonly workspace: WorkspaceView;
  readonly branch: string;
  readonly desk: Desk;
  readonly session: CollabSession | undefined;
  readonly here: readonly Person[];
  /** Those who follow this page. */
  readonly followers: readonly Person[];
}

export function Top({ me, workspace, branch, desk, session, here, followers }: TopProps) {
  const t = useMessages(deskMessages);
  const path = currentFile(useSignal(desk.tabs));
  const place = useSignal(desk.place);
  const others = here.filter(({ member }) => member !== me.member);
  return (
    <div data-region="top" className="flex-none">
      <TopBar className="max-tablet:min-h-13 max-tablet:px-1">
        <div className="flex items-center gap-1 max-tablet:hidden">
          <Link href="/" aria-label={t.allWorkspaces} className="me-1.5 flex ps-0.5 text-ink">
            <Mark />
          </Link>
          <Menu
            label={t.workspaceMenu(workspace.name)}
            items={[
              { kind: "link", id: "all", label: t.allWorkspaces, href: "/" },
              { kind: "link", id: "people", label: t.people, href: "/people" },
              { kind: "link", id: "settings", label: t.settings, href: "/settings" },
            ]}
          >
            <button
              type="button"
              aria-label={t.workspaceMenu(workspace.name)}
              className="flex min-h-control items-center gap-1.5 rounded-control px-1 font-semibold hover:bg-surface-hover"
            >
              <span className="max-w-50 truncate">{workspace.name}</span>
              <Icon name="chevron-down" size="small" className="text-ink-faint" />
            </button>
          </Menu>
          <span className="max-w-50 truncate ps-1 font-mono text-small text-ink-muted">
            {branch}
          </span>
        </div>
        <div className="flex min-w-0 items-center tablet:hidden">
          {place === "code" ? (
            <IconButton
              icon="back"
              label={t.back}
              onClick={() => desk.goTo("files")}
              className="size-touch"
            />
          ) : (
            <Link
              href="/"
              aria-label={t.allWorkspaces}
              className="grid size-touch place-items-center text-ink"
            >
              <Icon name="back" />
            </Link>
          )}
          <div className="min-w-0">
            <p className="truncate font-semibold">
              {place === "code" && path !== undefined ? nameOf(path) : workspace.name}
            </p>
            <div
              role="group"
              aria-label={t.status}
              className="flex gap-1 truncate text-small text-ink-muted"
            >
              <SavedLine session={session} />
              {branch !== "" && <span className="truncate">· {branch}</span>}
              <FollowedBy people={followers} />
            </div>
          </div>
        </div>
        <span className="flex-1" />
        <span className="max-tablet:hidden">
          <FindButton />
        </span>
        {/* What was said about the code puts its button here. */}
        <span id="threads" className="ms-2 flex flex-none" />
        <span className="ms-2 flex flex-none items-center gap-1">
          <MemberMenu me={me} />
          <HereStack session={session} people={others} />
        </span>
        {me.role === "owner" && (
          <span className="ms-3 max-tablet:hidden">
            <Invite place="bar" />
          </span>
        )}
        <IconButton
          icon="more"
          label={t.more}
          onClick={() => openPalette("everything")}
          className="size-touch tablet:hidden"
        />
      </TopBar>
    </div>
  );
}
