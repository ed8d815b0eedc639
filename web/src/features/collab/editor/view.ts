/** Makes the editor view of one document, and changes in it what may change later. */
import { defaultKeymap, indentWithTab, toggleComment } from "@codemirror/commands";
import { bracketMatching, indentOnInput, indentUnit } from "@codemirror/language";
import { Compartment, EditorState, type Extension } from "@codemirror/state";
import {
  EditorView,
  drawSelection,
  dropCursor,
  highlightActiveLine,
  highlightActiveLineGutter,
  keymap,
  lineNumbers,
  rectangularSelection,
  runScopeHandlers,
} from "@codemirror/view";
import type { CollabWords } from "../messages";
import type { People } from "../presence/people";
import type { Provider } from "../provider/provider";
import { remoteCarets } from "./carets";
import { changeBar } from "./change-bar";
import { closeBrackets } from "./close-brackets";
import { showHiddenCharacters } from "./hidden-characters";
import { indentationOf } from "./indentation";
import { languageOf } from "@/lib/code/languages";
import { peersOf } from "./peers";
import { tellPlace, type PlaceListener } from "./place";
import { shared } from "./shared";
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
  #finding = new Compartment();
  #words: CollabWords;

  #path: string;
  #ready = false;

  constructor(options: ViewOptions) {
    const { provider } = options;
    this.#path = options.path;
    this.#words = options.words;
    this.view = new EditorView({
      state: EditorState.create({
        doc: provider.text.toJSON(),
        extensions: [
          EditorView.cspNonce.of(options.nonce),
          this.#label.of(labelled(options.path)),
          this.#writing.of(writing(provider.writable.get())),
          this.#wrapping.of([]),
          this.#grammar.of([]),
          this.#finding.of(whenLookedFor((view, event) => void this.#look(view, event))),
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

  /** What looks for text in the file; its code comes when somebody first looks. */
  async finding() {
    const found = await import("./find-panel");
    if (!this.#ready) {
      this.#ready = true;
      const extension = found.findInFile(this.#words.find);
      this.view.dispatch({ effects: this.#finding.reconfigure(extension) });
    }
    return found;
  }

  async #look(view: EditorView, event: KeyboardEvent): Promise<void> {
    await this.finding();
    runScopeHandlers(view, event, "editor");
  }

  async #learn(path: string): Promise<void> {
    const { doc } = this.view.state;
    const language = languageOf(path, doc.line(1).text);
    const grammar: Extension = language ? await language.load(doc.toString()) : [];
    this.view.dispatch({ effects: this.#grammar.reconfigure(grammar) });
  }
}

const lookingKeys = new Set(["f", "g", "d"]);

/** The keys of looking for text, before there is anything that answers them. */
function whenLookedFor(look: (view: EditorView, event: KeyboardEvent) => void): Extension {
  return keymap.of([
    {
      any: (view, event) => {
        const command = event.ctrlKey || event.metaKey;
        const key = event.key.toLowerCase();
        const looks =
          key === "f3" ||
          (command && !event.shiftKey && lookingKeys.has(key)) ||
          (command && event.shiftKey && key === "l");
        if (looks) look(view, event);
        return looks;
      },
    },
  ]);
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
  return [shared(text), remoteCarets({ peers: peersOf(text, awareness), people, initials })];
}

function editing({ words, place }: ViewOptions): Extension {
  return [
    lineNumbers(),
    changeBar,
    highlightActiveLine(),
    highlightActiveLineGutter(),
    showHiddenCharacters,
    drawSelection(),
    dropCursor(),
    rectangularSelection(),
    EditorState.allowMultipleSelections.of(true),
    indentOnInput(),
    bracketMatching(),
    closeBrackets,
    EditorState.phrases.of({ "Go to line": words.find.goToLine, go: words.find.go }),
    tellPlace(place),
    keymap.of([
      { key: "Mod-?", run: toggleComment },
      // Ctrl / shows all keys of the page, not CodeMirror's comment toggle.
      ...defaultKeymap.filter(({ key }) => key !== "Mod-/"),
      indentWithTab,
    ]),
  ];
}
