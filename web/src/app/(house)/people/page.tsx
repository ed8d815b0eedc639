/** /people: the members of this Sala. */
import type { Metadata } from "next";
import { peopleMessages } from "@/features/identity/people/messages";
import { People } from "@/features/identity/people/people";
import { translate } from "@/lib/i18n/server";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await translate(peopleMessages)).title };
}

export default function Page() {
  return <People />;
}
