/** The words of the forms at the door, as few as they can be: they are on the first page. */
import { defineMessages } from "@/lib/i18n/messages";

export const formMessages = defineMessages(
  {
    signIn: "Sign in",
    email: "Email",
    password: "Password",
    name: "Your name",
    nameHint: "Others see it beside your cursor.",
    passwordHint: "10 characters or more. A few words are easy to remember.",
    show: "Show",
    hide: "Hide",
    ofPassword: " the password",
    claim: "Become the owner",
    join: "Join",
  },
  {
    signIn: "เข้าสู่ระบบ",
    email: "อีเมล",
    password: "รหัสผ่าน",
    name: "ชื่อของคุณ",
    nameHint: "คนอื่นจะเห็นชื่อนี้ข้างเคอร์เซอร์ของคุณ",
    passwordHint: "อย่างน้อย 10 ตัวอักษร ใช้คำหลายคำต่อกันจะจำง่าย",
    show: "แสดง",
    hide: "ซ่อน",
    ofPassword: "รหัสผ่าน",
    claim: "เป็นเจ้าของ",
    join: "เข้าร่วม",
  },
);
