/** The words of the drill: what it does, how it goes, and what it counted. */
import { defineMessages } from "@/lib/i18n/messages";

export const drillMessages = defineMessages(
  {
    title: "The drill",
    lead: "Opens pretend editors beside your work, kills a scratch copy of Sala, and counts what is lost. Your documents are not touched.",
    run: "Run the drill",
    running: "The drill is running",
    settings: "Settings",
    opening: "Opening pretend editors on a scratch copy…",
    killed: (kill: number, kills: number, edits: number, lost: number) =>
      `Killed ${String(kill)} of ${String(kills)} times: ${String(edits)} edits, ${String(lost)} lost so far`,
    good: (acknowledged: number) =>
      `0 lost, 0 doubled, of ${String(acknowledged)} acknowledged edits.`,
    bad: (lost: number, doubled: number, apart: number) =>
      `${String(lost)} lost, ${String(doubled)} doubled, ${String(apart)} files unlike their documents.`,
    broke: "The drill broke off and could not count. Its last words:",
    tooLong: "The drill took too long and was ended. It could not count.",
    ran: "Ran",
    counted: "What the drill counted",
    edits: "Edits made",
    acknowledged: "Acknowledged",
    lost: "Lost",
    doubled: "Doubled",
    apart: "Files unlike their documents",
    cuts: "Networks cut",
    kills: "Times the server was killed",
    resets: "Runs of git reset --hard",
    median: "Time to heal, median",
    longest: "Time to heal, longest",
    seconds: (seconds: number) => `${seconds.toFixed(1)} s`,
  },
  {
    title: "การซ้อมรับเหตุ",
    lead: "เปิดตัวแก้ไขจำลองข้างงานของคุณ ปิดสำเนาทดลองของ Sala กลางคัน แล้วนับว่ามีอะไรหายบ้าง โดยไม่แตะเอกสารของคุณ",
    run: "เริ่มซ้อม",
    running: "กำลังซ้อม",
    settings: "การตั้งค่า",
    opening: "กำลังเปิดตัวแก้ไขจำลองบนสำเนาทดลอง…",
    killed: (kill, kills, edits, lost) =>
      `ปิดกลางคันแล้ว ${String(kill)} จาก ${String(kills)} ครั้ง แก้ไข ${String(edits)} ครั้ง หาย ${String(lost)} ครั้ง`,
    good: (acknowledged) => `หาย 0 ซ้ำ 0 จากการแก้ไขที่ยืนยันแล้ว ${String(acknowledged)} ครั้ง`,
    bad: (lost, doubled, apart) =>
      `หาย ${String(lost)} ซ้ำ ${String(doubled)} ไฟล์ที่ไม่ตรงกับเอกสาร ${String(apart)}`,
    broke: "การซ้อมหยุดกลางคันและนับไม่ได้ ข้อความสุดท้ายคือ",
    tooLong: "การซ้อมใช้เวลานานเกินไปจึงถูกหยุด และนับไม่ได้",
    ran: "ซ้อมล่าสุด",
    counted: "สิ่งที่นับได้จากการซ้อม",
    edits: "การแก้ไขทั้งหมด",
    acknowledged: "ยืนยันแล้ว",
    lost: "หาย",
    doubled: "ซ้ำ",
    apart: "ไฟล์ที่ไม่ตรงกับเอกสาร",
    cuts: "ตัดเครือข่าย",
    kills: "ปิดเซิร์ฟเวอร์กลางคัน",
    resets: "สั่ง git reset --hard",
    median: "เวลาฟื้นตัว ค่ากลาง",
    longest: "เวลาฟื้นตัว นานที่สุด",
    seconds: (seconds) => `${seconds.toFixed(1)} วินาที`,
  },
);
