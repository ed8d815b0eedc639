"use client";
/** The menu of the thing under the pointer, also by Shift F10 and by a long press. */
import {
  useEffect,
  useRef,
  useState,
  type MouseEvent,
  type PointerEvent,
  type ReactNode,
} from "react";
import { lazily } from "@/lib/lazily";
import type { MenuItem } from "./items";

const load = () => import("./menu-list").then((module) => module.MenuList);
const MenuList = lazily(load);

export interface ContextMenuProps {
  /** What the menu is about, for screen readers. */
  readonly label: string;
  /** What has the menu. Its own `onContextMenu` is told first, and may change the items. */
  readonly children: ReactNode;
  readonly items: readonly MenuItem[];
}

interface Opened {
  readonly x: number;
  readonly y: number;
  /** What had focus, and gets it back. */
  readonly before: Element | null;
}

const longPress = 650; // a little more than where the system itself takes it for one
const steady = 8; // pixels that a finger may tremble

export function ContextMenu({ label, children, items }: ContextMenuProps) {
  const [opened, setOpened] = useState<Opened>();
  const press = useRef<{ timer: ReturnType<typeof setTimeout>; x: number; y: number }>(undefined);
  const release = () => clearTimeout(press.current?.timer);
  useEffect(() => release, []);

  function onContextMenu(event: MouseEvent) {
    release();
    event.preventDefault();
    setOpened({ x: event.clientX, y: event.clientY, before: document.activeElement });
  }

  // Not every system makes a context menu of a long press; where one does, it comes first.
  function onPointerDown({ pointerType, button, target, clientX, clientY }: PointerEvent) {
    if (pointerType !== "mouse" || button === 2) void load();
    if (pointerType === "mouse") return;
    const wish = { bubbles: true, cancelable: true, clientX, clientY };
    const timer = setTimeout(
      () => target.dispatchEvent(new globalThis.MouseEvent("contextmenu", wish)),
      longPress,
    );
    press.current = { timer, x: clientX, y: clientY };
  }

  function onPointerMove({ clientX, clientY }: PointerEvent) {
    const from = press.current;
    if (from !== undefined && Math.hypot(clientX - from.x, clientY - from.y) > steady) release();
  }

  return (
    <>
      <div
        className="contents"
        onContextMenu={onContextMenu}
        onPointerDown={onPointerDown}
        onPointerMove={onPointerMove}
        onPointerUp={release}
        onPointerCancel={release}
      >
        {children}
      </div>
      {opened !== undefined && (
        <MenuList
          label={label}
          items={items}
          at={opened}
          onClose={() => setOpened(undefined)}
          onFocusBack={() => opened.before instanceof HTMLElement && opened.before.focus()}
        />
      )}
    </>
  );
}
