"use client";
/** What comes after the page, at once and together: each of these alone would be a request of its own. */
export { DocumentBars } from "./document-bars";
export { FollowedBy, Following, HereStack } from "./following";
export { HistoryActions, HistoryMenu } from "./history/history-tools";
export { Threads } from "./threads/threads";
