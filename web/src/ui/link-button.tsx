/** A link that looks like a button and loads its page anew, for pages that carry as little as they can. */
import type { ReactNode } from "react";
import { buttonClass } from "./button";

export interface LinkButtonProps {
  readonly href: string;
  readonly children: ReactNode;
}

export function LinkButton({ href, children }: LinkButtonProps) {
  return (
    <a href={href} className={buttonClass("plain", "large")}>
      {children}
    </a>
  );
}
