"use client";
/** A link to a room of the bar, filled when one is there. */
import Link from "next/link";
import { usePathname } from "next/navigation";
import { roomWord } from "../top-bar";
import type { Place } from "./page-tools";

export function NavLink({ href, label }: Place) {
  const path = usePathname();
  const here = href === "/" ? path === "/" : path === href || path.startsWith(`${href}/`);
  return (
    <Link href={href} aria-current={here ? "page" : undefined} className={roomWord}>
      {label}
    </Link>
  );
}
