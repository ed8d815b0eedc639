/** The words for who is here and for following them. */
import { defineMessages } from "@/lib/i18n/messages";

export const followingMessages = defineMessages(
  {
    hereLabel: "Here now",
    people: "People",
    follow: (name: string) => `Follow ${name}`,
    stopFollowing: (name: string) => `Stop following ${name}`,
    following: (name: string) => `Following ${name}. Any key, click or scroll of yours ends it.`,
    waitingFor: (name: string) => `${name} is away for a moment.`,
    stop: "Stop",
    followedBy: (names: string, count: number) =>
      count === 1 ? `${names} follows you` : `${names} follow you`,
  },
  {
    hereLabel: "อยู่ที่นี่ตอนนี้",
    people: "ผู้คน",
    follow: (name) => `ตาม ${name}`,
    stopFollowing: (name) => `เลิกตาม ${name}`,
    following: (name) => `กำลังตาม ${name} กดแป้น คลิก หรือเลื่อนหน้าเองเพื่อเลิกตาม`,
    waitingFor: (name) => `${name} ไม่อยู่ชั่วครู่`,
    stop: "เลิกตาม",
    followedBy: (names) => `${names} กำลังตามคุณ`,
  },
);
