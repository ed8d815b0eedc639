/** The words of the pages for what is not there and what went wrong. */
import { defineMessages } from "@/lib/i18n/messages";

export const lostMessages = defineMessages(
  {
    notFound: "There is nothing at this address",
    notFoundHow:
      "It may have been renamed, archived or removed. What is left is on the first page.",
    toStart: "Go to the first page",
    failed: "This page could not be shown",
    failedHow: "Your work is safe: what was saved stays saved. Load the page again.",
    again: "Load it again",
  },
  {
    notFound: "ไม่มีอะไรที่ที่อยู่นี้",
    notFoundHow: "อาจถูกเปลี่ยนชื่อ เก็บ หรือนำออกไปแล้ว สิ่งที่ยังอยู่จะอยู่ในหน้าแรก",
    toStart: "ไปหน้าแรก",
    failed: "แสดงหน้านี้ไม่ได้",
    failedHow: "งานของคุณปลอดภัย สิ่งที่บันทึกแล้วยังอยู่ โปรดโหลดหน้านี้อีกครั้ง",
    again: "โหลดอีกครั้ง",
  },
);
