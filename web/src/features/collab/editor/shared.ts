/**
 * A view of a text that many write in, and undoing of one's own edits alone.
 *
 * The binding is that of y-codemirror. Its undoing comes only with carets of others that nobody
 * sees here, so this is our own, with the same keys.
 */
import type { Extension } from "@codemirror/state";
import { EditorView, ViewPlugin, keymap, type ViewUpdate } from "@codemirror/view";
import { YSyncConfig, ySync, ySyncAnnotation, ySyncFacet, type YRange } from "y-codemirror.next";
import { UndoManager, type Text } from "yjs";

interface Step {
  readonly meta: Map<unknown, unknown>;
}
interface Added {
  readonly stackItem: Step;
  readonly changedParentTypes: ReadonlyMap<unknown, unknown>;
}

/** Keeps with each step what was selected before it, and selects that again as it is undone. */
class Undoing {
  readonly undo: UndoManager;
  #view: EditorView;
  #text: Text;
  #binding: YSyncConfig;
  #before: YRange | undefined;

  constructor(view: EditorView, text: Text) {
    this.#view = view;
    this.#text = text;
    this.#binding = view.state.facet(ySyncFacet);
    this.undo = new UndoManager(text, { trackedOrigins: new Set([this.#binding]) });
    this.undo.on("stack-item-added", this.#added);
    this.undo.on("stack-item-popped", this.#popped);
  }

  update({ selectionSet, transactions: [first] }: ViewUpdate): void {
    if (selectionSet && first?.annotation(ySyncAnnotation) !== this.#binding) this.#remember();
  }

  destroy(): void {
    this.undo.destroy();
  }

  #remember(): void {
    this.#before = this.#binding.toYRange(this.#view.state.selection.main);
  }

  #added = ({ stackItem, changedParentTypes }: Added): void => {
    if (!changedParentTypes.has(this.#text) || !this.#before || stackItem.meta.has(this)) return;
    stackItem.meta.set(this, this.#before);
  };

  #popped = ({ stackItem }: { readonly stackItem: Step }): void => {
    const before = stackItem.meta.get(this) as YRange | undefined;
    if (!before) return;
    const selection = this.#binding.fromYRange(before);
    this.#view.dispatch({ selection, effects: EditorView.scrollIntoView(selection) });
    this.#remember();
  };
}

/** The text in the view and the view in the text, with undo and redo. */
export function shared(text: Text): Extension {
  const undoing = ViewPlugin.define((view) => new Undoing(view, text));
  const step = (way: "undo" | "redo") => (view: EditorView) => {
    view.plugin(undoing)?.undo[way]();
    return true;
  };
  const [undo, redo] = [step("undo"), step("redo")];
  return [
    ySyncFacet.of(new YSyncConfig(text, null)),
    ySync,
    undoing,
    EditorView.domEventHandlers({
      beforeinput: ({ inputType }, view) =>
        (inputType === "historyUndo" && undo(view)) || (inputType === "historyRedo" && redo(view)),
    }),
    keymap.of([
      { key: "Mod-z", run: undo, preventDefault: true },
      { key: "Mod-y", mac: "Mod-Shift-z", run: redo, preventDefault: true },
      { key: "Mod-Shift-z", run: redo, preventDefault: true },
    ]),
  ];
}
