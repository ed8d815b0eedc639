/** The words of threads while none is shown: their button, and what can be done. */
import { defineMessages } from "@/lib/i18n/messages";

export const openingMessages = defineMessages(
  {
    title: "Threads",
    show: "Show threads",
    comment: "Comment on this",
    openCount: (count: number) => (count === 1 ? "1 open thread" : `${count} open threads`),
    mentioning: (count: number) =>
      count === 1 ? "1 open thread mentions you" : `${count} open threads mention you`,
  },
  {
    title: "กระทู้",
    show: "แสดงกระทู้",
    comment: "แสดงความเห็นตรงนี้",
    openCount: (count) => `กระทู้ที่เปิดอยู่ ${count} กระทู้`,
    mentioning: (count) => `มีกระทู้ที่เปิดอยู่กล่าวถึงคุณ ${count} กระทู้`,
  },
);
