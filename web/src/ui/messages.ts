/** The few words that belong to the components themselves. */
import { defineMessages } from "@/lib/i18n/messages";

export const uiMessages = defineMessages(
  {
    close: "Close",
    closeTab: (name: string) => `Close ${name}`,
    notices: "Notices",
    find: "Find a file or an action",
    findShort: "Find",
    nothingFound: "Nothing has this name.",
    actions: "Actions",
    looking: "Looking…",
    show: "Show",
    hide: "Hide",
    added: "Added: ",
    removed: "Removed: ",
    filter: "Filter",
    copy: "Copy",
    copied: "Copied",
  },
  {
    close: "ปิด",
    closeTab: (name) => `ปิด ${name}`,
    notices: "การแจ้งเตือน",
    find: "ค้นหาไฟล์หรือคำสั่ง",
    findShort: "ค้นหา",
    nothingFound: "ไม่พบชื่อนี้",
    actions: "คำสั่ง",
    looking: "กำลังค้นหา…",
    show: "แสดง",
    hide: "ซ่อน",
    added: "เพิ่ม: ",
    removed: "ลบ: ",
    filter: "กรอง",
    copy: "คัดลอก",
    copied: "คัดลอกแล้ว",
  },
);
