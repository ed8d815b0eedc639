"use client";
/** A menu that a button opens. Its rows are fetched and mounted only while it is open. */
import {
  cloneElement,
  useRef,
  useState,
  type KeyboardEvent,
  type ReactElement,
  type ReactNode,
} from "react";
import { lazily } from "@/lib/lazily";
import type { MenuItem } from "./items";

const load = () => import("./menu-list").then((module) => module.MenuList);
const MenuList = lazily(load);

/** What a menu gives to its button. */
interface TriggerProps {
  readonly "aria-haspopup"?: "menu";
  readonly "aria-expanded"?: boolean;
  readonly onClick?: () => void;
  readonly onPointerEnter?: () => void;
  readonly onKeyDown?: (event: KeyboardEvent) => void;
}

export interface MenuProps {
  /** What the menu is about, for screen readers. */
  readonly label: string;
  /** The one button that opens it. */
  readonly children: ReactElement<TriggerProps>;
  readonly items: readonly MenuItem[];
  readonly align?: "start" | "center" | "end";
  /** Above the rows: a line of words, such as who is signed in. */
  readonly head?: ReactNode;
}

export function Menu({ label, children, items, align = "start", head }: MenuProps) {
  const [open, setOpen] = useState(false);
  const place = useRef<HTMLSpanElement>(null);
  const trigger = cloneElement(children, {
    "aria-haspopup": "menu",
    "aria-expanded": open,
    onClick: () => setOpen(!open),
    onPointerEnter: () => void load(),
    onKeyDown: (event) => {
      if (event.key !== "ArrowDown") return;
      event.preventDefault();
      setOpen(true);
    },
  });
  return (
    <span ref={place} className="relative inline-flex flex-none">
      {trigger}
      {open && (
        <MenuList
          label={label}
          items={items}
          align={align}
          head={head}
          isOwn={(target) => place.current?.contains(target) === true}
          onClose={() => setOpen(false)}
          onFocusBack={() => place.current?.querySelector("button")?.focus()}
        />
      )}
    </span>
  );
}
