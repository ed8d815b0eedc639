/** /join/<token>: the link of an invitation. */
import type { Metadata } from "next";
import { Arrive } from "@/features/identity/door/arrive";
import { doorMessages } from "@/features/identity/door/messages";
import { translate } from "@/lib/i18n/server";

export async function generateMetadata(): Promise<Metadata> {
  // The address is a secret: it goes to nobody else.
  return { title: (await translate(doorMessages)).join, referrer: "no-referrer" };
}

export default async function Page({ params }: PageProps<"/join/[token]">) {
  const { token } = await params;
  return <Arrive token={token} />;
}
