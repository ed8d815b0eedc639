/** What the server's notices say to a person: each code has its sentence. */
import type { BarWords } from "./bar-messages";
import type { Notice } from "./provider/protocol";

export function noticeText(t: BarWords, { code, text, was = "", lines }: Notice): string {
  const { notices } = t;
  switch (code) {
    case "both_changed":
      return notices.both_changed(lines);
    case "not_written":
      return notices.not_written(text);
    case "moved":
      return notices.moved(was, text);
    case "rescued":
    case "by_git":
    case "changed_on_disk":
    case "file_gone":
    case "not_text":
    case "file_back":
    case "written_again":
    case "deleted":
    case "restored":
      return notices[code];
    default:
      return text;
  }
}
