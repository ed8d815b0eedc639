/** The words of threads' refusals; fetched with the first of them. */
import { defineProblems } from "@/lib/problems/words";

export const words = defineProblems(
  {
    "kernel.forbidden": "Only editors and owners write in threads. Ask an owner of this Sala.",
    "collab.thread_not_found": "There is no such thread any more.",
    "collab.thread_full": "This thread takes no more. Open another one.",
    "collab.comment_not_found": "This comment is not there any more.",
    "collab.comment_empty": "Write at least one word.",
    "collab.too_many_mentions": "A comment names 20 members at most.",
    "collab.not_your_comment": "Only who wrote it may change it.",
    "collab.anchor_not_valid": "This is no passage of the file.",
    "collab.anchor_unknown": "What you selected is not saved yet. Try again in a moment.",
    "collab.passage_gone": "Somebody deleted the text you selected.",
    "collab.document_replaced": "This file was replaced meanwhile. Select the text again.",
    "collab.document_not_found": "This file is gone.",
  },
  {
    "kernel.forbidden": "เฉพาะผู้แก้ไขและเจ้าของเท่านั้นที่เขียนในกระทู้ได้ โปรดติดต่อเจ้าของ Sala",
    "collab.thread_not_found": "ไม่มีกระทู้นี้แล้ว",
    "collab.thread_full": "กระทู้นี้เต็มแล้ว โปรดเปิดกระทู้ใหม่",
    "collab.comment_not_found": "ไม่มีความเห็นนี้แล้ว",
    "collab.comment_empty": "โปรดเขียนอย่างน้อยหนึ่งคำ",
    "collab.too_many_mentions": "หนึ่งความเห็นกล่าวถึงสมาชิกได้ไม่เกิน 20 คน",
    "collab.not_your_comment": "เฉพาะผู้เขียนเท่านั้นที่แก้ไขได้",
    "collab.anchor_not_valid": "ส่วนนี้ไม่ใช่ข้อความในไฟล์",
    "collab.anchor_unknown": "ส่วนที่เลือกยังไม่บันทึก โปรดลองอีกครั้งในอีกสักครู่",
    "collab.passage_gone": "มีคนลบข้อความที่คุณเลือกแล้ว",
    "collab.document_replaced": "ไฟล์นี้ถูกแทนที่ โปรดเลือกข้อความอีกครั้ง",
    "collab.document_not_found": "ไม่มีไฟล์นี้แล้ว",
  },
);
