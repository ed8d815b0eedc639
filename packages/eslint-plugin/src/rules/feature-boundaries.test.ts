import { featureBoundaries } from "./feature-boundaries.ts";
import { tester } from "./tester.ts";

const file = (path: string) => `/house/web/src/${path}`;

tester.run("feature-boundaries", featureBoundaries, {
  valid: [
    {
      name: "the app joins features",
      filename: file("app/page.tsx"),
      code: 'import { Tree } from "@/features/workspace/tree";',
    },
    {
      name: "a feature uses its own files, the design system and the library",
      filename: file("features/workspace/tree/row.tsx"),
      code: 'import "../model"; import "@/features/workspace/model"; import "@/ui/button"; import "@/lib/api/client";',
    },
    {
      name: "the design system uses the library",
      filename: file("ui/kbd.tsx"),
      code: 'import { showChord } from "@/lib/keys/chord";',
    },
    {
      name: "packages are none of its business",
      filename: file("lib/clock.ts"),
      code: 'import "react"; import "app/features"; export * from "yjs";',
    },
    {
      name: "a file outside src is not placed",
      filename: "/house/web/next.config.ts",
      code: 'import "./src/app/page";',
    },
  ],
  invalid: [
    {
      name: "a feature imports another feature",
      filename: file("features/workspace/tree.tsx"),
      code: 'import { Room } from "@/features/rooms/room";',
      errors: [{ messageId: "sideways", data: { from: "workspace", to: "rooms" } }],
    },
    {
      name: "a relative path goes the same way round",
      filename: file("features/workspace/tree.tsx"),
      code: 'export { Room } from "../rooms/room";',
      errors: [{ messageId: "sideways" }],
    },
    {
      name: "a type is an import too, in either form",
      filename: file("features/workspace/tree.tsx"),
      code: 'import type { A } from "../rooms"; type B = import("@/features/rooms").B;',
      errors: [{ messageId: "sideways" }, { messageId: "sideways" }],
    },
    {
      name: "loading later is importing",
      filename: file("ui/palette.tsx"),
      code: 'const later = () => import("@/features/workspace/files");',
      errors: [{ messageId: "upward", data: { from: "ui", to: "features" } }],
    },
    {
      name: "the design system imports the app",
      filename: file("ui/button.tsx"),
      code: 'export * from "../app/layout";',
      errors: [{ messageId: "upward" }],
    },
    {
      name: "the library imports the design system",
      filename: file("lib/toast.ts"),
      code: 'import { showToast } from "@/ui/toast";',
      errors: [{ messageId: "upward", data: { from: "lib", to: "ui" } }],
    },
    {
      name: "the contracts import anything of ours",
      filename: file("contracts/router.ts"),
      code: 'import "@/lib/api/client";',
      errors: [{ messageId: "upward" }],
    },
  ],
});
