/** The refusals that every feature may meet, in words. */
import { defineProblems } from "./words";

export const general = defineProblems(
  {
    "kernel.unauthenticated": "You are signed out. Sign in again to go on.",
    "kernel.forbidden": "You may not do this. Ask an owner of this Sala.",
    "kernel.not_found": "It is not there any more.",
    "kernel.too_large": "This is too large.",
    "kernel.too_many": "That was too often. Wait a little and try again.",
    "kernel.unavailable": "This does not work right now. Try again in a moment.",
    "kernel.out_of_space": "The disk is full. Nothing was changed.",
    "kernel.failure": "Something went wrong on the server. Nothing was changed.",
    "kernel.invalid_fields": "Something here cannot be used as it is.",
  },
  {
    "kernel.unauthenticated": "คุณออกจากระบบแล้ว โปรดเข้าสู่ระบบอีกครั้งเพื่อทำต่อ",
    "kernel.forbidden": "คุณไม่มีสิทธิ์ทำสิ่งนี้ โปรดติดต่อเจ้าของ Sala",
    "kernel.not_found": "ไม่มีสิ่งนี้อยู่แล้ว",
    "kernel.too_large": "ขนาดใหญ่เกินไป",
    "kernel.too_many": "ทำถี่เกินไป โปรดรอสักครู่แล้วลองใหม่",
    "kernel.unavailable": "ตอนนี้ยังทำไม่ได้ โปรดลองอีกครั้งในอีกสักครู่",
    "kernel.out_of_space": "ดิสก์เต็ม ไม่มีอะไรเปลี่ยนแปลง",
    "kernel.failure": "เซิร์ฟเวอร์เกิดข้อผิดพลาด ไม่มีอะไรเปลี่ยนแปลง",
    "kernel.invalid_fields": "มีบางช่องที่ยังใช้ไม่ได้",
  },
);
