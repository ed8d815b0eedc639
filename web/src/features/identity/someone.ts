/** A member as an avatar shows one. */
import type { MemberView } from "@/contracts/identity";
import { presenceSlot, type Someone } from "@/ui/avatar";

export function someoneOf({ name, slot }: Pick<MemberView, "name" | "slot">): Someone {
  return { name, kind: "person", slot: presenceSlot(slot) };
}
