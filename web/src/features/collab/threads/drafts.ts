/** What was written and not sent, kept on this device: one draft a thread, and one for a new one. */

export interface Drafts {
  readonly read: (key: string) => string;
  readonly write: (key: string, text: string) => void;
}

/** `owner` is whose drafts and where, as in `<member>/<workspace>`. */
export function draftsOf(owner: string, storage: () => Storage = () => localStorage): Drafts {
  const at = (key: string) => `sala.draft.${owner}/${key}`;
  // A browser may refuse storage altogether; a draft then lives as long as the page.
  const memory = new Map<string, string>();
  return {
    read(key) {
      try {
        return storage().getItem(at(key)) ?? memory.get(key) ?? "";
      } catch {
        return memory.get(key) ?? "";
      }
    },
    write(key, text) {
      memory.set(key, text);
      try {
        if (text === "") storage().removeItem(at(key));
        else storage().setItem(at(key), text);
      } catch {
        // it is in memory
      }
    },
  };
}
