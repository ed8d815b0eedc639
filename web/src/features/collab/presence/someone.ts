/** A member as an avatar shows them. */
import { presenceSlot, type Someone } from "@/ui/avatar";
import type { Person } from "./people";

export const someoneOf = ({ name, slot }: Person): Someone => ({
  name,
  kind: "person",
  slot: presenceSlot(slot),
});
