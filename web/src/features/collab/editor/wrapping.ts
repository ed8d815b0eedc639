/** Soft wrap whose following rows hang under the text's own indent, for narrow screens. */
import { countColumn, RangeSetBuilder, type Extension } from "@codemirror/state";
import {
  Decoration,
  EditorView,
  ViewPlugin,
  type DecorationSet,
  type ViewUpdate,
} from "@codemirror/view";

const hang = 2;
const deepest = 24;

function hanging(view: EditorView): DecorationSet {
  const builder = new RangeSetBuilder<Decoration>();
  const { tabSize } = view.state;
  for (const { from, to } of view.visibleRanges) {
    for (let at = from; at <= to;) {
      const line = view.state.doc.lineAt(at);
      const indent = /^\s*/.exec(line.text)?.[0] ?? "";
      const columns = Math.min(countColumn(indent, tabSize), deepest) + hang;
      builder.add(
        line.from,
        line.from,
        Decoration.line({
          attributes: { style: `text-indent:-${columns}ch;padding-inline-start:${columns}ch` },
        }),
      );
      at = line.to + 1;
    }
  }
  return builder.finish();
}

const hangingIndent = ViewPlugin.fromClass(
  class {
    decorations: DecorationSet;

    constructor(view: EditorView) {
      this.decorations = hanging(view);
    }

    update(update: ViewUpdate): void {
      if (update.docChanged || update.viewportChanged) this.decorations = hanging(update.view);
    }
  },
  { decorations: (plugin) => plugin.decorations },
);

export const softWrap: Extension = [EditorView.lineWrapping, hangingIndent];
