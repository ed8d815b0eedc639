/** Makes the editor view of one document, and changes in it what may change later. */
import { defaultKeymap, indentWithTab, toggleComment } from "@codemirror/commands";
import { bracketMatching, indentOnInput, indentUnit } from "@codemirror/language";
import { highlightSelectionMatches, searchKeymap } from "@codemirror/search";
import { Compartment, EditorState, type Extension } from "@codemirror/state";
import {
  EditorView,
  drawSelection,
  dropCursor,
  highlightActiveLine,
  highlightActiveLineGutter,
  highlightSpecialChars,
  keymap,
  lineNumbers,
  rectangularSelection,
} from "@codemirror/view";
import { yCollab, yUndoManagerKeymap } from "y-codemirror.next";
import { UndoManager } from "yjs";
import type { CollabWords } from "../messages";
import type { People } from "../presence/people";
import type { Provider } from "../provider/provider";
import { remoteCarets } from "./carets";
import { changeBar } from "./change-bar";
import { closeBrackets } from "./close-brackets";
import { findPanel } from "./find-panel";
import { indentationOf } from "./indentation";
import { languageOf } from "@/lib/code/languages";
import { peersOf } from "./peers";
import { tellPlace, type PlaceListener } from "./place";
import { editorLook } from "./theme";
import { softWrap } from "./wrapping";

export interface ViewOptions {
  readonly provider: Provider;
  readonly path: string;
  readonly words: CollabWords;
  readonly people: () => People;
  readonly initials: (name: string) => string;
  readonly place: PlaceListener;
  readonly nonce: string;
}

/** Long lines in rows: those of prose, or all. */
export type Wrapping = "prose" | "all";

const isProse = (path: string) => /\.(md|markdown|mdx|rst|txt)$/i.test(path);

/** A view with the parts of it that change while it lives. */
export class DocumentView {
  readonly view: EditorView;
  #writing = new Compartment();
  #grammar = new Compartment();
  #wrapping = new Compartment();
  #label = new Compartment();

  #path: string;

  constructor(options: ViewOptions) {
    const { provider } = options;
    this.#path = options.path;
    this.view = new EditorView({
      state: EditorState.create({
        doc: provider.text.toJSON(),
        extensions: [
          EditorView.cspNonce.of(options.nonce),
          this.#label.of(labelled(options.path)),
          this.#writing.of(writing(provider.writable.get())),
          this.#wrapping.of([]),
          this.#grammar.of([]),
          indentUnit.of(indentationOf(provider.text.toJSON().split("\n", 400))),
          collaboration(options),
          editing(options),
          editorLook,
        ],
      }),
    });
    void this.#learn(options.path);
  }

  allowWriting(allowed: boolean): void {
    this.view.dispatch({ effects: this.#writing.reconfigure(writing(allowed)) });
  }

  wrap(wrapping: Wrapping): void {
    const wraps = wrapping === "all" || isProse(this.#path);
    this.view.dispatch({ effects: this.#wrapping.reconfigure(wraps ? softWrap : []) });
  }

  rename(path: string): void {
    this.#path = path;
    this.view.dispatch({ effects: this.#label.reconfigure(labelled(path)) });
    void this.#learn(path);
  }

  async #learn(path: string): Promise<void> {
    const language = languageOf(path, this.view.state.doc.line(1).text);
    const grammar: Extension = language ? await language.load() : [];
    this.view.dispatch({ effects: this.#grammar.reconfigure(grammar) });
  }
}

function labelled(path: string): Extension {
  return EditorView.contentAttributes.of({
    "aria-label": path.split("/").at(-1) ?? path,
    tabindex: "0",
  });
}

function writing(allowed: boolean): Extension {
  // A read-only text still takes the focus, so that it can be read by keyboard.
  return allowed
    ? []
    : [
        EditorState.readOnly.of(true),
        EditorView.contentAttributes.of({ "aria-readonly": "true", inputmode: "none" }),
      ];
}

function collaboration({ provider, people, initials }: ViewOptions): Extension {
  const { text, awareness } = provider;
  return [
    yCollab(text, null, { undoManager: new UndoManager(text) }),
    keymap.of(yUndoManagerKeymap),
    remoteCarets({ peers: peersOf(text, awareness), people, initials }),
  ];
}

function editing({ words, place }: ViewOptions): Extension {
  return [
    lineNumbers(),
    changeBar,
    highlightActiveLine(),
    highlightActiveLineGutter(),
    highlightSpecialChars(),
    drawSelection(),
    dropCursor(),
    rectangularSelection(),
    EditorState.allowMultipleSelections.of(true),
    indentOnInput(),
    bracketMatching(),
    closeBrackets,
    highlightSelectionMatches(),
    findPanel(words.find),
    EditorState.phrases.of({ "Go to line": words.find.goToLine, go: words.find.go }),
    tellPlace(place),
    keymap.of([
      { key: "Mod-?", run: toggleComment },
      // Ctrl / shows all keys of the page, not CodeMirror's comment toggle.
      ...[...defaultKeymap, ...searchKeymap].filter(({ key }) => key !== "Mod-/"),
      indentWithTab,
    ]),
  ];
}
