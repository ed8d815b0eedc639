/**
 * What code that comes later makes marks and anchors with: the editor's own parts, handed on.
 *
 * Importing them there would cut the editor's code in pieces that compress worse.
 */
import { RangeSetBuilder, StateEffect, StateField } from "@codemirror/state";
import {
  Decoration,
  EditorView,
  GutterMarker,
  ViewPlugin,
  gutterLineClass,
} from "@codemirror/view";
import {
  createAbsolutePositionFromRelativePosition,
  createRelativePositionFromJSON,
  createRelativePositionFromTypeIndex,
} from "yjs";

export const parts = {
  Decoration,
  EditorView,
  GutterMarker,
  RangeSetBuilder,
  StateEffect,
  StateField,
  ViewPlugin,
  createAbsolutePositionFromRelativePosition,
  createRelativePositionFromJSON,
  createRelativePositionFromTypeIndex,
  gutterLineClass,
};

export type Parts = typeof parts;
