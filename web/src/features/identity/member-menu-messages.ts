/** The words of the menu at the end of the top bar, on every page. */
import { defineMessages } from "@/lib/i18n/messages";

export const memberMenuMessages = defineMessages(
  { account: (name: string) => `You are ${name}`, settings: "Settings", signOut: "Sign out" },
  { account: (name) => `คุณคือ ${name}`, settings: "การตั้งค่า", signOut: "ออกจากระบบ" },
);
