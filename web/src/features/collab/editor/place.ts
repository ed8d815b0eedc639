/** Where the caret is, in a view and in words that change without a render. */
import { syntaxTree } from "@codemirror/language";
import type { EditorState, Extension } from "@codemirror/state";
import { EditorView } from "@codemirror/view";

export interface Place {
  /** From 1. */
  readonly line: number;
  /** From 1, in characters as people count them. */
  readonly column: number;
  /** Characters selected, all ranges together. */
  readonly selected: number;
}

export const samePlace = (left: Place | undefined, right: Place | undefined): boolean =>
  left?.line === right?.line &&
  left?.column === right?.column &&
  left?.selected === right?.selected;

export function placeOf(state: EditorState): Place {
  const { main, ranges } = state.selection;
  const line = state.doc.lineAt(main.head);
  const before = line.text.slice(0, main.head - line.from);
  return {
    line: line.number,
    column: [...before].length + 1,
    selected: ranges.reduce((sum, range) => sum + (range.to - range.from), 0),
  };
}

const containers =
  /^(Function|Method|Class|Interface|Struct|Impl|Enum|Trait).*(Definition|Declaration|Item)$|^MethodDefinition$/;

/** The names of what the caret is in, outermost first: `Window`, `length`. */
export function enclosing(state: EditorState): readonly string[] {
  const { head } = state.selection.main;
  const names: string[] = [];
  for (let node = syntaxTree(state).resolveInner(head, 0); ;) {
    if (containers.test(node.name)) {
      const name =
        node.getChild("VariableName") ??
        node.getChild("VariableDefinition") ??
        node.getChild("PropertyDefinition") ??
        node.getChild("TypeDefinition") ??
        node.getChild("TypeIdentifier") ??
        node.getChild("BoundIdentifier");
      if (name) names.unshift(state.doc.sliceString(name.from, Math.min(name.to, name.from + 60)));
    }
    const { parent } = node;
    if (!parent) return names;
    node = parent;
  }
}

export interface PlaceListener {
  readonly moved: (place: Place) => void;
  readonly entered: (names: readonly string[]) => void;
}

const pauseBeforeNames = 150;

/** Tells each move of the caret at once, and what it is in after a short pause. */
export function tellPlace({ moved, entered }: PlaceListener): Extension {
  let timer: ReturnType<typeof setTimeout> | undefined;
  return EditorView.updateListener.of((update) => {
    if (!update.selectionSet && !update.docChanged) return;
    moved(placeOf(update.state));
    clearTimeout(timer);
    timer = setTimeout(() => entered(enclosing(update.view.state)), pauseBeforeNames);
  });
}
