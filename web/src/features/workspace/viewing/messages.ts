/** The words of files that are shown and not edited. */
import { defineMessages } from "@/lib/i18n/messages";

export const viewingMessages = defineMessages(
  {
    picture: (name: string) => `The picture ${name}`,
    download: "Download",
    notEditable: "This file cannot be edited here.",
  },
  {
    picture: (name) => `รูป ${name}`,
    download: "ดาวน์โหลด",
    notEditable: "แก้ไขไฟล์นี้ที่นี่ไม่ได้",
  },
);
