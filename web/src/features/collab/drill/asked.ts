/** Whether somebody has asked for a drill that the settings have not begun yet. */
import { Signal } from "@/lib/signal";

export const drillAsked = new Signal(false);
