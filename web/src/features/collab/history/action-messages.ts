/** The few words of history that every workspace page has: its names in the palette and the menu. */
import { defineMessages } from "@/lib/i18n/messages";

export const historyActionMessages = defineMessages(
  {
    group: "History",
    timeline: "Timeline",
    takeBack: "Take back somebody's work",
    whoWrote: "Who wrote this",
    exportHistory: "Export history",
    also: "history blame undo versions",
    timelineOf: (name: string) => `Timeline of ${name}`,
    takingBack: "Take back",
  },
  {
    group: "ประวัติ",
    timeline: "เส้นเวลา",
    takeBack: "ถอนงานของใครคนหนึ่ง",
    whoWrote: "ใครเขียนส่วนนี้",
    exportHistory: "ส่งออกประวัติ",
    also: "history blame undo versions",
    timelineOf: (name) => `เส้นเวลาของ ${name}`,
    takingBack: "ถอนงาน",
  },
);
