/** A grammar within another one, fetched when a text has something for it. */
import { ParseContext } from "@codemirror/language";
import { Parser, type Input, type PartialParse, type TreeFragment } from "@lezer/common";

/** Until the grammar is here, skips what is to be read, and has it read again afterwards. */
export class Later extends Parser {
  #load: () => Promise<Parser>;
  #here: Parser | undefined;
  #coming: Promise<unknown> | undefined;

  constructor(load: () => Promise<Parser>) {
    super();
    this.#load = load;
  }

  fetch(): Promise<unknown> {
    return (this.#coming ??= this.#load().then(
      (parser) => (this.#here = parser),
      (error: unknown) => {
        this.#coming = undefined;
        throw error;
      },
    ));
  }

  override createParse(
    input: Input,
    fragments: readonly TreeFragment[],
    ranges: readonly { readonly from: number; readonly to: number }[],
  ): PartialParse {
    const parser = this.#here ?? ParseContext.getSkippingParser(this.fetch());
    return parser.createParse(input, fragments, ranges);
  }
}
