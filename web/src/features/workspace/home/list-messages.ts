/** The words of the lists that the server alone writes: no page carries them as code. */
import { defineMessages } from "@/lib/i18n/messages";

export const listMessages = defineMessages(
  {
    lastChange: "Last change",
    archived: (count: number) => `${count} archived`,
    archivedTitle: "Archived workspaces",
    archivedLead: "Nothing in them is deleted. Take one out to open it again.",
    nothingArchived: "Nothing is archived.",
    nothingArchivedHow: "A workspace that you archive on the first page appears here.",
    toWorkspaces: "Back to the workspaces",
    emptyTitle: "Nothing here yet",
    emptyLead:
      "A workspace is a git repository that several people can open and edit at the same time.",
    emptyReader: "Whoever may write here can bring one in. It then appears on this page.",
    sentLink: "Somebody sent you a link? Open it and the workspace appears here.",
    drawing: "A sala: an open pavilion with a tiered roof",
  },
  {
    lastChange: "แก้ไขล่าสุด",
    archived: (count) => `เก็บไว้ ${count} แห่ง`,
    archivedTitle: "พื้นที่ทำงานที่เก็บไว้",
    archivedLead: "ไม่มีอะไรถูกลบ นำออกมาเพื่อเปิดใช้อีกครั้งได้",
    nothingArchived: "ยังไม่ได้เก็บอะไรไว้",
    nothingArchivedHow: "พื้นที่ทำงานที่คุณเก็บจากหน้าแรกจะอยู่ที่นี่",
    toWorkspaces: "กลับไปที่พื้นที่ทำงาน",
    emptyTitle: "ยังไม่มีอะไรที่นี่",
    emptyLead: "พื้นที่ทำงานคือที่เก็บ git ที่หลายคนเปิดและแก้ไขพร้อมกันได้",
    emptyReader: "ผู้ที่มีสิทธิ์เขียนนำเข้าได้ แล้วจะปรากฏในหน้านี้",
    sentLink: "มีคนส่งลิงก์ให้หรือ เปิดลิงก์นั้น แล้วพื้นที่ทำงานจะปรากฏที่นี่",
    drawing: "ศาลา หลังคาซ้อนชั้น เปิดโล่งทุกด้าน",
  },
);
