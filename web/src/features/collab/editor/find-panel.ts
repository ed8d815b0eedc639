/** Find and replace in one file: our words and our look over CodeMirror's search. */
import {
  SearchQuery,
  closeSearchPanel,
  findNext,
  findPrevious,
  getSearchQuery,
  gotoLine as goto,
  highlightSelectionMatches,
  openSearchPanel as open,
  replaceAll,
  replaceNext,
  search,
  searchKeymap,
  setSearchQuery,
} from "@codemirror/search";
import type { Extension } from "@codemirror/state";
import {
  keymap,
  runScopeHandlers,
  type EditorView,
  type Panel,
  type ViewUpdate,
} from "@codemirror/view";
import type { CollabWords } from "../messages";
import { countMatches } from "./matches";

type Words = CollabWords["find"];

const box =
  "min-h-control min-w-0 max-w-90 flex-1 rounded-control bg-surface-raised px-2 font-mono text-code inset-ring inset-ring-line-strong outline-none focus-visible:outline-2 focus-visible:-outline-offset-1 focus-visible:outline-focus aria-invalid:inset-ring-danger";
const word =
  "inline-flex min-h-control flex-none items-center justify-center rounded-control px-2 text-small font-medium text-ink-muted hover:bg-surface-hover hover:text-ink aria-pressed:bg-surface-active aria-pressed:text-ink";

function field(label: string, name: string): HTMLInputElement {
  const input = document.createElement("input");
  Object.assign(input, { name, placeholder: label, autocomplete: "off", spellcheck: false });
  input.setAttribute("aria-label", label);
  input.className = box;
  return input;
}

function button(text: string, label: string, press: () => void): HTMLButtonElement {
  const made = document.createElement("button");
  made.type = "button";
  made.className = word;
  made.textContent = text;
  made.title = label;
  if (text !== label) made.setAttribute("aria-label", label);
  made.addEventListener("click", press);
  return made;
}

class FindPanel implements Panel {
  readonly dom = document.createElement("div");
  readonly top = true;
  #view: EditorView;
  #words: Words;
  #find: HTMLInputElement;
  #replace: HTMLInputElement;
  #count = document.createElement("span");
  #case: HTMLButtonElement;
  #word: HTMLButtonElement;
  #regexp: HTMLButtonElement;

  constructor(view: EditorView, words: Words) {
    this.#view = view;
    this.#words = words;
    this.#find = field(words.find, "search");
    this.#find.setAttribute("main-field", "true");
    this.#replace = field(words.replace, "replace");
    this.#count.setAttribute("role", "status");
    this.#count.className = "w-28 flex-none text-small text-ink-muted tabular-nums";
    this.#case = this.#toggle("Aa", words.matchCase);
    this.#word = this.#toggle("W", words.wholeWord);
    this.#regexp = this.#toggle(".*", words.regexp);
    this.dom.className = "flex flex-col gap-1.5 px-3 py-1.5";
    this.dom.append(this.#findRow(), ...(view.state.readOnly ? [] : [this.#replaceRow()]));
    this.dom.addEventListener("keydown", this.#key);
    this.dom.addEventListener("input", () => this.#ask());
    this.#read(getSearchQuery(view.state));
  }

  mount(): void {
    this.#find.select();
  }

  update(update: ViewUpdate): void {
    const told = update.transactions.some(({ effects }) =>
      effects.some((effect) => effect.is(setSearchQuery)),
    );
    const query = getSearchQuery(update.state);
    if (told) this.#read(query);
    if (told || update.docChanged || update.selectionSet) this.#tell(query);
  }

  #findRow(): HTMLElement {
    const w = this.#words;
    const row = document.createElement("div");
    row.className = "flex flex-wrap items-center gap-1";
    row.append(
      this.#find,
      this.#case,
      this.#word,
      this.#regexp,
      this.#count,
      button("↑", w.previous, () => findPrevious(this.#view)),
      button("↓", w.next, () => findNext(this.#view)),
      button("✕", w.close, () => this.#close()),
    );
    return row;
  }

  #replaceRow(): HTMLElement {
    const w = this.#words;
    const row = document.createElement("div");
    row.className = "flex flex-wrap items-center gap-1";
    row.append(
      this.#replace,
      button(w.replaceOne, w.replaceOne, () => replaceNext(this.#view)),
      button(w.replaceAll, w.replaceAll, () => replaceAll(this.#view)),
    );
    return row;
  }

  #toggle(text: string, label: string): HTMLButtonElement {
    const made = button(text, label, () => {
      made.setAttribute("aria-pressed", String(made.getAttribute("aria-pressed") !== "true"));
      this.#ask();
    });
    made.setAttribute("aria-pressed", "false");
    return made;
  }

  #ask(): void {
    const on = (toggle: HTMLElement) => toggle.getAttribute("aria-pressed") === "true";
    const query = new SearchQuery({
      search: this.#find.value,
      replace: this.#replace.value,
      caseSensitive: on(this.#case),
      wholeWord: on(this.#word),
      regexp: on(this.#regexp),
    });
    if (query.eq(getSearchQuery(this.#view.state))) return;
    this.#view.dispatch({ effects: setSearchQuery.of(query) });
  }

  #read(query: SearchQuery): void {
    if (this.#find.value !== query.search) this.#find.value = query.search;
    if (this.#replace.value !== query.replace) this.#replace.value = query.replace;
    this.#case.setAttribute("aria-pressed", String(query.caseSensitive));
    this.#word.setAttribute("aria-pressed", String(query.wholeWord));
    this.#regexp.setAttribute("aria-pressed", String(query.regexp));
    this.#tell(query);
  }

  #tell(query: SearchQuery): void {
    const wrong = query.search !== "" && !query.valid;
    this.#find.setAttribute("aria-invalid", String(wrong));
    this.#count.textContent = query.valid ? countMatches(this.#view.state, query, this.#words) : "";
  }

  #close(): void {
    closeSearchPanel(this.#view);
    this.#view.focus();
  }

  #key = (event: KeyboardEvent): void => {
    if (runScopeHandlers(this.#view, event, "search-panel")) event.preventDefault();
    else if (event.key === "Enter" && event.target === this.#find) {
      event.preventDefault();
      (event.shiftKey ? findPrevious : findNext)(this.#view);
    } else if (event.key === "Enter" && event.target === this.#replace) {
      event.preventDefault();
      replaceNext(this.#view);
    }
  };
}

/** Everything that looks for text in a file: the panel, its keys, other places of what is chosen. */
export const findInFile = (words: Words): Extension => [
  search({ top: true, createPanel: (view) => new FindPanel(view, words) }),
  highlightSelectionMatches(),
  keymap.of([...searchKeymap]),
];

/** Asks for a line and goes there. Reached when somebody looks. @public */
export const gotoLine = goto;

/** Opens the panel. Reached when somebody looks. @public */
export const openSearchPanel = open;
