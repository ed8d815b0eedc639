/** The grammar of PHP in its HTML. */
import { php } from "@codemirror/lang-php";

export const grammar = php().language;
