/** The frame of the pages where people read: rooms above, the page, and what is true below. */
import Link from "next/link";
import type { ReactNode } from "react";
import { DrillAction } from "@/features/collab/drill/drill-section";
import { homeMessages } from "@/features/workspace/home/messages";
import { MemberMenu } from "@/features/identity/member-menu";
import { peopleMessages } from "@/features/identity/people/messages";
import { settingsMessages } from "@/features/identity/settings/messages";
import { readProblem } from "@/lib/api/problem";
import { serverApi } from "@/lib/api/server";
import { translate } from "@/lib/i18n/server";
import { Mark } from "@/ui/mark";
import { FindButton } from "@/ui/shell/find-button";
import { LiveStatus } from "@/ui/shell/live-status";
import { shellMessages } from "@/ui/shell/messages";
import { NavLink } from "@/ui/shell/nav-link";
import { PageTools } from "@/ui/shell/page-tools";
import { StatusLine } from "@/ui/status-line";
import { TopBar } from "@/ui/top-bar";

export default async function HouseLayout({ children }: { readonly children: ReactNode }) {
  const [shell, home, people, settings, { identity }] = await Promise.all([
    translate(shellMessages),
    translate(homeMessages),
    translate(peopleMessages),
    translate(settingsMessages),
    serverApi(),
  ]);
  const known = await Promise.all([
    identity.whoAmI.query(),
    identity.lookAtInstallation.query(),
  ]).catch((error: unknown) => {
    if (readProblem(error).status !== 401) throw error;
  });
  // A visitor sees no frame; the page below knows its own address and sends them to sign in.
  if (known === undefined) return children;
  const [me, place] = known;
  const places = [
    { href: "/", label: home.title },
    { href: "/people", label: people.title },
    { href: "/settings", label: settings.title },
  ];
  return (
    <div className="flex h-dvh flex-col">
      <a
        href="#page"
        className="absolute start-3 -top-20 z-50 rounded-control bg-surface-raised px-3 py-2 shadow-float focus:top-2"
      >
        {shell.skip}
      </a>
      <TopBar>
        <Link
          href="/"
          className="flex items-center gap-2.5 ps-0.5 font-semibold text-ink no-underline"
        >
          <Mark />
          <span className="sr-only tablet:not-sr-only">Sala</span>
        </Link>
        <nav
          aria-label={shell.rooms}
          className="ms-2 flex min-w-0 flex-1 gap-0.5 overflow-x-auto p-px tablet:ms-5"
        >
          {places.map((one) => (
            <NavLink key={one.href} {...one} />
          ))}
        </nav>
        <FindButton />
        <span className="ms-3 flex">
          <MemberMenu me={me} />
        </span>
      </TopBar>
      <main id="page" tabIndex={-1} className="min-h-0 flex-1 overflow-y-auto outline-none">
        {children}
      </main>
      <StatusLine
        label={shell.status}
        end={<span className="hidden tablet:inline">Sala {place.version}</span>}
      >
        <LiveStatus />
        <span className="truncate">{place.name}</span>
      </StatusLine>
      <PageTools places={places} further={me.role === "owner" && <DrillAction />} />
    </div>
  );
}
