/** /enter/<token>: the link that makes its first visitor the owner. */
import type { Metadata } from "next";
import { Enter } from "@/features/identity/door/arrive";
import { doorMessages } from "@/features/identity/door/messages";
import { translate } from "@/lib/i18n/server";

export async function generateMetadata(): Promise<Metadata> {
  // The address is a secret: it goes to nobody else.
  return { title: (await translate(doorMessages)).claimTitle, referrer: "no-referrer" };
}

export default async function Page({ params }: PageProps<"/enter/[token]">) {
  const { token } = await params;
  return <Enter token={token} />;
}
