/** The refusals of identity, in words. */
import { defineProblems } from "@/lib/problems/words";

export const words = defineProblems(
  {
    "identity.wrong_credentials": "The email address or the password is wrong.",
    "identity.too_many_attempts": "Too many attempts. Wait a minute, then try again.",
    "identity.link_not_valid": "This link is not valid any more. Ask for a new one.",
    "identity.email_taken": "Somebody here already uses this email address.",
    "identity.last_owner": "The last owner stays. Make somebody else an owner first.",
    "identity.weak_password": "This password is too easy to guess. Choose another one.",
    "identity.member_not_found": "There is no such member any more.",
    "identity.name_not_valid": "This name cannot be used.",
  },
  {
    "identity.wrong_credentials": "อีเมลหรือรหัสผ่านไม่ถูกต้อง",
    "identity.too_many_attempts": "ลองหลายครั้งเกินไป โปรดรอหนึ่งนาทีแล้วลองใหม่",
    "identity.link_not_valid": "ลิงก์นี้ใช้ไม่ได้แล้ว โปรดขอลิงก์ใหม่",
    "identity.email_taken": "มีสมาชิกใช้อีเมลนี้แล้ว",
    "identity.last_owner": "ต้องมีเจ้าของอย่างน้อยหนึ่งคน โปรดตั้งเจ้าของคนอื่นก่อน",
    "identity.weak_password": "รหัสผ่านนี้เดาง่ายเกินไป โปรดตั้งใหม่",
    "identity.member_not_found": "ไม่มีสมาชิกคนนี้แล้ว",
    "identity.name_not_valid": "ใช้ชื่อนี้ไม่ได้",
  },
);
