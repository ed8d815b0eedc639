/** app → features → ui → lib → contracts: imports go down, and a feature never imports another. */
import path from "node:path";
import type { Rule } from "eslint";
import type { Node } from "estree";

/** Where a file lies: its layer, and its feature where it has one. */
interface Place {
  readonly layer: Layer;
  readonly feature: string | undefined;
}

const layers = ["app", "features", "ui", "lib", "contracts"] as const;
type Layer = (typeof layers)[number];

/** What is told apart below `src/`; a file directly in it composes like the app does. */
export function placeOf(file: string): Place | undefined {
  const parts = file.split(path.sep).join("/").split("/src/").at(-1)?.split("/") ?? [];
  if (!file.split(path.sep).join("/").includes("/src/")) return undefined;
  const layer = parts.length === 1 ? "app" : layers.find((name) => name === parts[0]);
  if (layer === undefined) return undefined;
  return { layer, feature: layer === "features" ? parts[1] : undefined };
}

/** The file an import names, as far as this rule needs it; packages are none of its business. */
export function resolveImport(source: string, importer: string): string | undefined {
  if (source.startsWith("@/")) {
    const root = importer.split(path.sep).join("/").split("/src/")[0];
    return `${root}/src/${source.slice(2)}`;
  }
  if (source.startsWith(".")) return path.resolve(path.dirname(importer), source);
  return undefined;
}

/** Why a file may not import another, or nothing. */
export function refusal(from: Place, to: Place): "upward" | "sideways" | undefined {
  if (from.layer === "features" && to.layer === "features")
    return from.feature === to.feature ? undefined : "sideways";
  return layers.indexOf(to.layer) < layers.indexOf(from.layer) ? "upward" : undefined;
}

export const featureBoundaries: Rule.RuleModule = {
  meta: {
    type: "problem",
    docs: { description: "app → features → ui → lib → contracts; features do not know each other" },
    schema: [],
    messages: {
      upward: "`{{from}}` lies below `{{to}}` and cannot import it. Hand it in from above instead.",
      sideways: "The feature `{{from}}` cannot import the feature `{{to}}`. Join them in `app/`.",
    },
  },
  create(context) {
    const here = placeOf(context.filename);
    if (here === undefined) return {};

    function check(node: Node, source: unknown) {
      if (here === undefined || typeof source !== "string") return;
      const file = resolveImport(source, context.filename);
      const there = file === undefined ? undefined : placeOf(file);
      const messageId = there && refusal(here, there);
      if (messageId === undefined) return;
      const names =
        messageId === "sideways" ? [here.feature, there?.feature] : [here.layer, there?.layer];
      context.report({ node, messageId, data: { from: names[0] ?? "", to: names[1] ?? "" } });
    }

    return {
      ImportDeclaration: (node) => check(node, node.source.value),
      ExportNamedDeclaration: (node) => check(node, node.source?.value),
      ExportAllDeclaration: (node) => check(node, node.source.value),
      ImportExpression: (node) => {
        if (node.source.type === "Literal") check(node, node.source.value);
      },
      // `type X = import("…").X`, which the base grammar does not know.
      TSImportType: (node: Node & { readonly source?: { readonly value?: unknown } }) =>
        check(node, node.source?.value),
    };
  },
};
