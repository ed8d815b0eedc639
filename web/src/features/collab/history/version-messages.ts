/** The words of named moments. */
import { defineMessages } from "@/lib/i18n/messages";

export const versionMessages = defineMessages(
  {
    nameMoment: "Name this moment",
    rename: "Rename it",
    forget: "Forget the name",
    forgetIt: (name: string) => `Forget the name ${name}`,
    forgotten: "The name is gone. The text stays in the timeline.",
    menu: (name: string) => `Version ${name}`,
    question: (when: string) => `What is the text as of ${when} called?`,
    name: "Name",
    example: "Before the new tide table",
    hint: "Everybody here sees it in the timeline.",
    cancel: "Cancel",
    give: "Name it",
    change: "Change the name",
    version: "Version",
    gone: "Its text is older than the history that is kept here.",
  },
  {
    nameMoment: "ตั้งชื่อช่วงนี้",
    rename: "เปลี่ยนชื่อ",
    forget: "ลบชื่อ",
    forgetIt: (name) => `ลบชื่อ ${name}`,
    forgotten: "ลบชื่อแล้ว ข้อความยังอยู่ในเส้นเวลา",
    menu: (name) => `รุ่น ${name}`,
    question: (when) => `ข้อความเมื่อ ${when} ชื่อว่าอะไร`,
    name: "ชื่อ",
    example: "ก่อนตารางน้ำชุดใหม่",
    hint: "ทุกคนที่นี่จะเห็นชื่อในเส้นเวลา",
    cancel: "ยกเลิก",
    give: "ตั้งชื่อ",
    change: "เปลี่ยนชื่อ",
    version: "รุ่น",
    gone: "ข้อความของรุ่นนี้เก่ากว่าประวัติที่เก็บไว้ที่นี่",
  },
);
