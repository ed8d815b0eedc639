/** The words above a document: why it cannot be written, and what happened to it. */
import { defineMessages } from "@/lib/i18n/messages";

export const barMessages = defineMessages(
  {
    unsaved: {
      "signed-out": "You are signed out. Sign in again to go on; your edits stay on this device.",
      "not-allowed": "Only editors may write here. Ask an owner of this Sala.",
      gone: "This file is gone. Somebody deleted it, or another branch does not have it.",
      replaced: (edits: number) =>
        `This file was replaced while you were away. Your text with ${edits} ${edits === 1 ? "edit" : "edits"} is kept on this device.`,
      "too-large": "This edit makes the file too large to be saved. Undo it to go on.",
      "document-full":
        "This file has reached 5 MB, the most that can be edited here. Undo your last edit, or delete some text, to go on.",
      "not-editable": "This file cannot be edited.",
      malformed: "The server did not understand what this page sent. Reload the page.",
      "address-full":
        "Too many connections from your network are open at once. This page tries again by itself.",
      "member-full":
        "You have too many files open in all your tabs together. Close some: this page tries again by itself.",
      "too-fast":
        "This page sent more than the server takes at once. It tries again by itself; your edits stay here.",
    },
    takeBack: "Take it back",
    moveBack: "Rename it back",
    putBack: "Put my text back",
    copyMine: "Copy my text",
    discardMine: "Discard my text",
    tryAgain: "Try again",
    signIn: "Sign in",
    readOnly: "Read only. Only editors may write here.",
    notices: {
      changed_on_disk: "Another program changed this file. The changes are in the text.",
      by_git: "Somebody switched to another branch here. Its changes are in the text.",
      both_changed: (lines: readonly number[]) =>
        `Another program changed the same words as somebody here. Both are kept: look at ${lines.length === 1 ? "line" : "lines"} ${lines.join(", ")}.`,
      file_gone: "This file is gone from the disk. The text stays here and is not written.",
      not_text: "This file is no text any more. The text stays here and is not written.",
      file_back: "This file is back on the disk. The text is written again.",
      not_written: (reason: string) => `This file cannot be written now: ${reason}`,
      written_again: "This file is written again.",
      moved: (was: string, path: string) =>
        `“${was}” was renamed to “${path}”. It is the same text with the same history.`,
      deleted: "Somebody deleted this file. The text stays here and is not written.",
      restored: "Somebody brought this file back.",
      rescued:
        "This file was replaced while you were away. What you had not sent is in the new text.",
    },
    close: "Close",
  },
  {
    unsaved: {
      "signed-out": "คุณออกจากระบบแล้ว โปรดเข้าสู่ระบบอีกครั้ง การแก้ไขของคุณยังอยู่ในเครื่องนี้",
      "not-allowed": "เฉพาะผู้แก้ไขเท่านั้นที่เขียนที่นี่ได้ โปรดติดต่อเจ้าของ Sala",
      gone: "ไม่มีไฟล์นี้แล้ว อาจมีคนลบไป หรือสาขาอื่นไม่มีไฟล์นี้",
      replaced: (edits) =>
        `ไฟล์นี้ถูกแทนที่ระหว่างที่คุณไม่อยู่ ข้อความของคุณพร้อมการแก้ไข ${edits} รายการยังเก็บไว้ในเครื่องนี้`,
      "too-large": "การแก้ไขนี้ทำให้ไฟล์ใหญ่เกินกว่าจะบันทึกได้ โปรดเลิกทำเพื่อทำต่อ",
      "document-full":
        "ไฟล์นี้มีขนาดถึง 5 MB ซึ่งมากที่สุดที่แก้ไขที่นี่ได้ โปรดเลิกทำการแก้ไขล่าสุดหรือลบข้อความบางส่วนเพื่อทำต่อ",
      "not-editable": "แก้ไขไฟล์นี้ไม่ได้",
      malformed: "เซิร์ฟเวอร์อ่านข้อมูลจากหน้านี้ไม่ออก โปรดโหลดหน้าใหม่",
      "address-full": "มีการเชื่อมต่อจากเครือข่ายของคุณพร้อมกันมากเกินไป หน้านี้จะลองใหม่เอง",
      "member-full": "คุณเปิดไฟล์ในทุกแท็บรวมกันมากเกินไป โปรดปิดบางไฟล์ หน้านี้จะลองใหม่เอง",
      "too-fast": "หน้านี้ส่งข้อมูลมากกว่าที่เซิร์ฟเวอร์รับได้ในคราวเดียว จะลองใหม่เอง การแก้ไขของคุณยังอยู่ที่นี่",
    },
    takeBack: "เอากลับออก",
    moveBack: "เปลี่ยนชื่อกลับ",
    putBack: "ใส่ข้อความของฉันกลับ",
    copyMine: "คัดลอกข้อความของฉัน",
    discardMine: "ทิ้งข้อความของฉัน",
    tryAgain: "ลองอีกครั้ง",
    signIn: "เข้าสู่ระบบ",
    readOnly: "อ่านอย่างเดียว เฉพาะผู้แก้ไขเท่านั้นที่เขียนที่นี่ได้",
    notices: {
      changed_on_disk: "โปรแกรมอื่นแก้ไขไฟล์นี้ การแก้ไขอยู่ในข้อความแล้ว",
      by_git: "มีคนสลับไปสาขาอื่นที่นี่ การแก้ไขของสาขานั้นอยู่ในข้อความแล้ว",
      both_changed: (lines) =>
        `โปรแกรมอื่นแก้ไขคำเดียวกับคนที่นี่ ระบบเก็บไว้ทั้งสองอย่าง โปรดตรวจบรรทัด ${lines.join(", ")}`,
      file_gone: "ไม่มีไฟล์นี้ในดิสก์แล้ว ข้อความยังอยู่ที่นี่แต่จะไม่ถูกเขียนลงไฟล์",
      not_text: "ไฟล์นี้ไม่ใช่ข้อความแล้ว ข้อความยังอยู่ที่นี่แต่จะไม่ถูกเขียนลงไฟล์",
      file_back: "ไฟล์นี้กลับมาในดิสก์แล้ว ข้อความจะถูกเขียนลงไฟล์อีกครั้ง",
      not_written: (reason) => `ขณะนี้เขียนไฟล์นี้ไม่ได้: ${reason}`,
      written_again: "เขียนไฟล์นี้ได้อีกครั้งแล้ว",
      moved: (was, path) => `“${was}” เปลี่ยนชื่อเป็น “${path}” ข้อความและประวัติยังเป็นชุดเดิม`,
      deleted: "มีคนลบไฟล์นี้ ข้อความยังอยู่ที่นี่แต่จะไม่ถูกเขียนลงไฟล์",
      restored: "มีคนนำไฟล์นี้กลับมา",
      rescued: "ไฟล์นี้ถูกแทนที่ระหว่างที่คุณไม่อยู่ ส่วนที่คุณยังไม่ได้ส่งอยู่ในข้อความใหม่แล้ว",
    },
    close: "ปิด",
  },
);

export type BarWords = (typeof barMessages)["en"] | (typeof barMessages)["th"];
