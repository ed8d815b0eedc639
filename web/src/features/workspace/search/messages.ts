/** The words of searching in files. */
import { defineMessages } from "@/lib/i18n/messages";

export const searchMessages = defineMessages(
  {
    find: "Find in files",
    matchCase: "Match case",
    wholeWord: "Whole word",
    regexp: "Regular expression",
    matches: "Matches",
    hint: "Text in every file of the workspace, as it is being written now.",
    looking: "Searching",
    none: "Nothing matches.",
    count: (matches: number, files: number) =>
      `${matches} ${matches === 1 ? "match" : "matches"} in ${files} ${files === 1 ? "file" : "files"}`,
    more: (matches: number) => `The first ${matches} matches. Say more to see fewer.`,
    line: (line: number) => `Line ${line}`,
  },
  {
    find: "ค้นหาในไฟล์",
    matchCase: "ตรงตัวพิมพ์เล็กใหญ่",
    wholeWord: "ทั้งคำ",
    regexp: "นิพจน์ปรกติ",
    matches: "ที่พบ",
    hint: "ค้นข้อความในทุกไฟล์ของพื้นที่ทำงาน ตามที่เขียนอยู่ตอนนี้",
    looking: "กำลังค้นหา",
    none: "ไม่พบ",
    count: (matches, files) => `พบ ${matches} แห่งใน ${files} ไฟล์`,
    more: (matches) => `แสดง ${matches} แห่งแรก โปรดระบุให้แคบลง`,
    line: (line) => `บรรทัด ${line}`,
  },
);
