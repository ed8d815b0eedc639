/** The words of the page for what is not there. */
import { defineMessages } from "@/lib/i18n/messages";

export const lostMessages = defineMessages(
  {
    notFound: "There is nothing at this address",
    notFoundHow:
      "It may have been renamed, archived or removed. What is left is on the first page.",
    toStart: "Go to the first page",
  },
  {
    notFound: "ไม่มีอะไรที่ที่อยู่นี้",
    notFoundHow: "อาจถูกเปลี่ยนชื่อ เก็บ หรือนำออกไปแล้ว สิ่งที่ยังอยู่จะอยู่ในหน้าแรก",
    toStart: "ไปหน้าแรก",
  },
);
