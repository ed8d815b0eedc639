/** The words of the button that invites; those of its form come with the form. */
import { defineMessages } from "@/lib/i18n/messages";

export const inviteMessages = defineMessages(
  {
    invite: "Invite somebody",
    inviteShort: "Invite",
    inviteTitle: "Whom do you invite?",
    inviteLead: "You get a link that works once, for seven days.",
    title: "People",
  },
  {
    invite: "เชิญสมาชิก",
    inviteShort: "เชิญ",
    inviteTitle: "จะเชิญใคร",
    inviteLead: "คุณจะได้ลิงก์ที่ใช้ได้หนึ่งครั้งภายในเจ็ดวัน",
    title: "สมาชิก",
  },
);
