/** /sign-in: the first page of a visitor who is not signed in. */
import type { Metadata } from "next";
import { SignIn } from "@/features/identity/door/sign-in";
import { doorMessages } from "@/features/identity/door/messages";
import { translate } from "@/lib/i18n/server";
import { nextPage } from "@/lib/next-page";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await translate(doorMessages)).signIn };
}

export default async function Page({ searchParams }: PageProps<"/sign-in">) {
  const { next } = await searchParams;
  return <SignIn next={nextPage(next)} />;
}
