"use client";
/** The typed client in the browser, on the page's own origin. */
import { createClient } from "./calls";

export const api = createClient("/trpc");
