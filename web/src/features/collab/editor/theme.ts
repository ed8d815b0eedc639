/** The editor's look, from the theme's tokens alone: ground, gutter, carets, selections, syntax. */
import { HighlightStyle, syntaxHighlighting } from "@codemirror/language";
import type { Extension } from "@codemirror/state";
import { EditorView } from "@codemirror/view";
import { tags as t } from "@lezer/highlight";
import { syntaxColours } from "@/lib/code/colours";

const look = EditorView.theme({
  "&": { height: "100%", color: "var(--syntax-plain)", backgroundColor: "var(--surface)" },
  "&.cm-focused": { outline: "none" },
  ".cm-scroller": {
    fontFamily: "var(--font-code)",
    fontSize: "var(--size-code)",
    lineHeight: "var(--leading-code)",
    fontVariantLigatures: "none",
  },
  ".cm-content": { padding: "0.25rem 0 4rem", caretColor: "var(--accent)" },
  ".cm-line": { padding: "0 1rem 0 0" },
  ".cm-gutters": {
    backgroundColor: "var(--surface)",
    color: "var(--ink-faint)",
    border: "none",
    fontVariantNumeric: "tabular-nums",
  },
  // 58 px together: the number ends at 38, the bar stands at 47, the text begins at 58.
  ".cm-lineNumbers": { minWidth: "2.375rem" },
  ".cm-lineNumbers .cm-gutterElement": { padding: "0 0 0 0.5rem", minWidth: "2.375rem" },
  ".cm-change-gutter": { width: "1.25rem" },
  ".cm-changed": {
    height: "100%",
    width: "0.1875rem",
    marginInlineStart: "0.5625rem",
    backgroundColor: "var(--ok)",
  },
  ".cm-changed-gone": {
    height: "0.1875rem",
    width: "0.5625rem",
    marginInlineStart: "0.5625rem",
    backgroundColor: "var(--danger)",
  },
  // A breath of ink, as strong as `line-current` but seen through: selections lie beneath it.
  ".cm-activeLine": { backgroundColor: "color-mix(in oklab, var(--ink) 3%, transparent)" },
  ".cm-activeLineGutter": {
    backgroundColor: "color-mix(in oklab, var(--ink) 3%, transparent)",
    color: "var(--ink)",
  },
  "&:not(.cm-focused) .cm-activeLine, &:not(.cm-focused) .cm-activeLineGutter": {
    backgroundColor: "transparent",
  },
  ".cm-cursor": { borderInlineStart: "2px solid var(--accent)", marginInlineStart: "-1px" },
  ".cm-selectionBackground, &.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground":
    { backgroundColor: "var(--selection)" },
  ".cm-selectionMatch": { backgroundColor: "var(--accent-soft)" },
  ".cm-searchMatch": {
    backgroundColor: "var(--accent-soft)",
    outline: "1px solid var(--line-strong)",
  },
  ".cm-searchMatch-selected": {
    backgroundColor: "var(--selection)",
    outline: "2px solid var(--accent)",
  },
  "&.cm-focused .cm-matchingBracket": {
    backgroundColor: "var(--surface-active)",
    outline: "1px solid var(--line-strong)",
  },
  "&.cm-focused .cm-nonmatchingBracket": { color: "var(--danger)", backgroundColor: "transparent" },
  ".cm-panels": {
    backgroundColor: "var(--surface-sunken)",
    color: "var(--ink)",
    fontFamily: "var(--font-ui)",
  },
  ".cm-panels.cm-panels-top": { borderBottom: "1px solid var(--line)" },
  ".cm-panels.cm-panels-bottom": { borderTop: "1px solid var(--line)" },
  ".cm-dialog": { padding: "0.375rem 0.75rem", fontSize: "var(--size-small)" },
  ".cm-dialog label": { fontSize: "var(--size-small)", color: "var(--ink-muted)" },
  ".cm-textfield": {
    minHeight: "var(--control)",
    padding: "0 0.5rem",
    marginInline: "0.5rem",
    border: "1px solid var(--line-strong)",
    borderRadius: "var(--round-control)",
    backgroundColor: "var(--surface-raised)",
    color: "var(--ink)",
    fontSize: "var(--size-ui)",
  },
  ".cm-button": {
    minHeight: "var(--control)",
    padding: "0 0.625rem",
    border: "1px solid var(--line)",
    borderRadius: "var(--round-control)",
    backgroundColor: "var(--surface-raised)",
    backgroundImage: "none",
    color: "var(--ink)",
    fontSize: "var(--size-ui)",
    fontWeight: "500",
  },
  ".cm-dialog-close": { color: "var(--ink-muted)" },
  ".cm-specialChar": { color: "var(--danger)" },
  // People: their caret glides, their flag stands above it and leaves when they rest.
  ".cm-person": { color: "var(--presence-ink)" },
  ".cm-remote-selection": {
    backgroundColor:
      "light-dark(color-mix(in oklab, var(--c) 14%, transparent), color-mix(in oklab, var(--c) 18%, transparent))",
  },
  ".cm-remote-caret": {
    position: "absolute",
    width: "2px",
    marginInlineStart: "-1px",
    backgroundColor: "var(--c)",
    transition: "left var(--time-glide) linear, top var(--time-glide) linear",
  },
  ".cm-remote-flag": {
    position: "absolute",
    insetInlineStart: "0",
    bottom: "100%",
    padding: "0 0.3125rem",
    borderRadius: "var(--round-mark) var(--round-mark) var(--round-mark) 0",
    backgroundColor: "var(--c)",
    font: "600 0.625rem/0.9375rem var(--font-ui)",
    whiteSpace: "nowrap",
    opacity: "0",
    transition: "opacity var(--time-show)",
  },
  ".cm-remote-flag.cm-below": {
    bottom: "auto",
    top: "100%",
    borderRadius: "0 var(--round-mark) var(--round-mark) var(--round-mark)",
  },
  ".cm-moving > .cm-remote-flag": { opacity: "1" },
  ...Object.fromEntries(
    [1, 2, 3, 4, 5, 6, 7, 8].map((slot) => [
      `.cm-slot-${slot}`,
      { "--c": `var(--presence-${slot})` },
    ]),
  ),
  "@media (max-width: 44.99rem)": {
    ".cm-scroller": { fontSize: "0.78125rem" },
    ".cm-lineNumbers, .cm-lineNumbers .cm-gutterElement": { minWidth: "1.625rem" },
    ".cm-lineNumbers .cm-gutterElement": { fontSize: "var(--size-micro)", padding: "0" },
    ".cm-change-gutter": { width: "0.875rem" },
    ".cm-changed": { marginInlineStart: "0.375rem" },
  },
  "@media (forced-colors: active)": {
    ".cm-cursor": { borderInlineStartColor: "Highlight" },
    ".cm-remote-selection": { outline: "1px solid" },
  },
});

const colours = HighlightStyle.define([
  ...syntaxColours.map(([tag, colour]) => ({
    tag,
    color: `var(--syntax-${colour})`,
    ...(colour === "comment" && { fontStyle: "italic" }),
  })),
  // A tag has one style: these say all of theirs.
  { tag: t.heading, color: "var(--syntax-keyword)", fontWeight: "600" },
  { tag: t.strong, fontWeight: "600" },
  { tag: t.emphasis, fontStyle: "italic" },
  { tag: t.strikethrough, textDecoration: "line-through" },
]);

export const editorLook: Extension = [look, syntaxHighlighting(colours)];
