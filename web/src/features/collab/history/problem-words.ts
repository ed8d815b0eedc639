/** The refusals of a document's past, in words. */
import { defineProblems } from "@/lib/problems/words";

export const words = defineProblems(
  {
    "collab.no_such_update": "This moment is not in the history of this file.",
    "collab.history_forgotten": "This moment is older than the history that is kept here.",
    "collab.document_not_found": "There is no such file any more. Its past is kept.",
    "collab.not_editable": "This file is not edited here, so it has no timeline.",
    "collab.no_such_version": "This version has no name any more.",
    "collab.past_not_readable":
      "A part of this file's past cannot be read, so nothing can be taken back in it. You can still go back to one of its moments.",
    "collab.version_exists": "This version has a name already.",
    "collab.version_name_not_valid": "Write a name with at least one letter.",
  },
  {
    "collab.no_such_update": "ช่วงนี้ไม่อยู่ในประวัติของไฟล์นี้",
    "collab.history_forgotten": "ช่วงนี้เก่ากว่าประวัติที่เก็บไว้ที่นี่",
    "collab.document_not_found": "ไม่มีไฟล์นี้แล้ว แต่ประวัติยังเก็บไว้",
    "collab.not_editable": "ไฟล์นี้แก้ไขที่นี่ไม่ได้ จึงไม่มีเส้นเวลา",
    "collab.no_such_version": "รุ่นนี้ไม่มีชื่อแล้ว",
    "collab.past_not_readable":
      "อ่านประวัติบางส่วนของไฟล์นี้ไม่ได้ จึงถอนงานในไฟล์นี้ไม่ได้ แต่ยังย้อนกลับไปยังช่วงใดช่วงหนึ่งได้",
    "collab.version_exists": "รุ่นนี้มีชื่ออยู่แล้ว",
    "collab.version_name_not_valid": "เขียนชื่อที่มีตัวอักษรอย่างน้อยหนึ่งตัว",
  },
);
