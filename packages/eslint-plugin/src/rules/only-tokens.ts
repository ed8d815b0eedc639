/** Every colour and size on a page comes from the theme; none is written where it is used. */
import type { Rule } from "eslint";
import type { Node } from "estree";

// `w-[37px]`, `text-[#fff]`, `bg-[oklch(…)]`: Tailwind's brackets around a raw value.
const rawClass =
  /(?:^|[\s:])-?[a-z][a-z0-9-]*-\[[^\]]*(?:#[0-9a-f]{3,8}\b|\d(?:px|rem|em)\b|(?:rgb|hsl|oklch|oklab|lab|lch)a?\()/i;
// A colour by itself, as in `style={{ color: "#b00" }}`.
const rawColour =
  /^(?:#(?:[0-9a-f]{3,4}|[0-9a-f]{6}|[0-9a-f]{8})|(?:rgb|hsl|oklch|oklab|lab|lch)a?\(.*\))$/i;

export const onlyTokens: Rule.RuleModule = {
  meta: {
    type: "problem",
    docs: { description: "colours and sizes are tokens of the theme" },
    schema: [],
    messages: {
      raw: "`{{value}}` is a raw value. Use a token of `ui/theme/tokens.css`, or add one there.",
    },
  },
  create(context) {
    function check(node: Node, value: unknown) {
      if (typeof value !== "string") return;
      const found = rawClass.exec(value)?.[0] ?? rawColour.exec(value)?.[0];
      if (found !== undefined)
        context.report({ node, messageId: "raw", data: { value: found.trim() } });
    }
    return {
      Literal: (node) => check(node, node.value),
      TemplateElement: (node) => check(node, node.value.cooked),
    };
  },
};
