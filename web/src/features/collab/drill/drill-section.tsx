"use client";
/** The drill where it is offered, and by name; the code of each comes when it is shown. */
import { lazily } from "@/lib/lazily";

export const DrillAction = lazily(() =>
  import("./drill-action").then((module) => module.DrillAction),
);
export const DrillSection = lazily(() => import("./drill").then((module) => module.Drill));
