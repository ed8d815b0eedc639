/**
 * What a set of messages is: English as written, and Thai of exactly the same shape.
 *
 * A message is a string, or a function of values to a string. A Thai message that is missing,
 * misnamed or of other parameters is a type error where the set is defined.
 */

type Message = string | ((...values: never[]) => string);
interface MessageTree {
  readonly [key: string]: Message | MessageTree;
}

/** The same keys and the same parameters, whatever the words. */
export type Translated<Words> = {
  readonly [Key in keyof Words]: Words[Key] extends (...values: infer Values) => string
    ? (...values: Values) => string
    : Words[Key] extends string
      ? string
      : Translated<Words[Key]>;
};

export interface Messages<English> {
  readonly en: English;
  readonly th: Translated<English>;
}

/** The words of a set in one language, whichever it is. */
export type Words<English> = English | Translated<English>;

/** Join the two languages of one feature. English sets the shape. */
export function defineMessages<English extends MessageTree>(
  english: English,
  thai: NoInfer<Translated<English>>,
): Messages<English> {
  return { en: english, th: thai };
}
