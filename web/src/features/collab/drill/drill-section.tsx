"use client";
/** The drill where it is offered; its code comes when it is shown. */
import { lazily } from "@/lib/lazily";

export const DrillSection = lazily(() => import("./drill").then((module) => module.Drill));
