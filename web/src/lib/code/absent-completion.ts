/**
 * Stands in for CodeMirror's completion, which the grammars name and nothing here shows.
 *
 * A grammar's module builds its completions as it loads; these take their place and do nothing. A
 * page with an editor is 11 kB lighter for it. Completion comes with the language servers.
 */
const nothing = () => null;

export const completeFromList = () => nothing;
export const ifNotIn = () => nothing;
export const snippetCompletion = (_template: string, completion: object) => completion;
export function CompletionContext() {}
