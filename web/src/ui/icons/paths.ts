/** The few pictures Sala uses, as paths on a 16 by 16 grid, 1.5 wide. Words come first. */
export const iconPaths = {
  "arrow-up": "M8 13V3.5M4 7.2l4-4 4 4",
  back: "M10 4L6 8l4 4",
  board: "M2 3h12v10H2zM5 10l2-3.5 2 2 2-2.5",
  branch:
    "M4.5 5.4a1.6 1.6 0 1 0 0-3.2 1.6 1.6 0 0 0 0 3.2M4.5 13.8a1.6 1.6 0 1 0 0-3.2 1.6 1.6 0 0 0 0 3.2M11.5 7a1.6 1.6 0 1 0 0-3.2 1.6 1.6 0 0 0 0 3.2M4.5 5.4v5.2M11.5 7c0 2.6-3.6 2.4-6.4 3.8",
  check: "M3.5 8.5l3 3 6-7",
  "chevron-down": "M4 6l4 4 4-4",
  "chevron-right": "M6 4l4 4-4 4",
  close: "M4.5 4.5l7 7M11.5 4.5l-7 7",
  code: "M5.5 4.5L2 8l3.5 3.5M10.5 4.5L14 8l-3.5 3.5",
  copy: "M5.5 5.5v-3h8v8h-3M2.5 5.5h8v8h-8z",
  download: "M8 2.5v8M4.5 7.5L8 11l3.5-3.5M3 13.5h10",
  file: "M4 2.5h5l3 3v8H4zM9 2.5v3h3",
  folder: "M1.8 12V4.2h4l1.5 1.8h6.9v6z",
  help: "M6 6.2a2 2 0 1 1 2.8 1.9c-.6.3-.8.7-.8 1.4M8 12h.01M8 1.8a6.2 6.2 0 1 0 0 12.4A6.2 6.2 0 0 0 8 1.8",
  key: "M5.5 10.8a2.8 2.8 0 1 0 0-5.6 2.8 2.8 0 0 0 0 5.6M8.3 8H14v2.5M11.5 8v2",
  menu: "M2.5 4.5h11M2.5 8h11M2.5 11.5h11",
  minus: "M3.5 8h9",
  more: "M3.5 8h.01M8 8h.01M12.5 8h.01",
  offline:
    "M2.5 6.5a8.5 8.5 0 0 1 2.7-1.7M7.5 4a8.5 8.5 0 0 1 6 2.5M5 9.3a5 5 0 0 1 2-1.2M8 12h.01M2.5 2.5l11 11",
  people:
    "M6 8a2.3 2.3 0 1 0 0-4.6A2.3 2.3 0 0 0 6 8M2 13c.3-2.2 1.9-3.3 4-3.3s3.7 1.1 4 3.3M10.5 3.6a2.3 2.3 0 0 1 0 4.2M12 9.9c1.2.5 1.9 1.5 2 3.1",
  plus: "M8 3.5v9M3.5 8h9",
  redo: "M12.5 3v3.5H9M12.3 6.3A5 5 0 1 0 13 9.5",
  room: "M2 3h12v8H7.5l-3 2.5V11H2z",
  run: "M2 3.5h12v9H2zM4.5 6.5l2 1.7-2 1.7M8.5 10h3",
  search: "M7 11a4 4 0 1 0 0-8 4 4 0 0 0 0 8M10 10l3.5 3.5",
  settings:
    "M3 4.5h6M12.5 4.5h.5M3 11.5h.5M7 11.5h6M10.5 6a1.5 1.5 0 1 0 0-3 1.5 1.5 0 0 0 0 3M5.5 13a1.5 1.5 0 1 0 0-3 1.5 1.5 0 0 0 0 3",
  upload: "M8 11V3M4.5 6L8 2.5 11.5 6M3 13.5h10",
  warning: "M8 2.5l6 11H2zM8 6.5v3.5M8 12h.01",
} as const;

export type IconName = keyof typeof iconPaths;
