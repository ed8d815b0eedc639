/** The refusals of the drill, in words. */
import { defineProblems } from "@/lib/problems/words";

export const words = defineProblems(
  { "collab.drill_running": "A drill is running already. It says here how it goes." },
  { "collab.drill_running": "มีการซ้อมอยู่แล้ว ดูความคืบหน้าได้ที่นี่" },
);
