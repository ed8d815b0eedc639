/** How the web app is built: one self-contained server, traced from the root of the workspaces. */
import { fileURLToPath } from "node:url";
import type { NextConfig } from "next";

const root = fileURLToPath(new URL("..", import.meta.url));

const config: NextConfig = {
  output: "standalone",
  outputFileTracingRoot: root,
  turbopack: {
    root,
    resolveAlias: {
      "@codemirror/autocomplete": { browser: "./src/lib/code/absent-completion.ts" },
      "lib0/logging": { browser: "./src/lib/plain-log.ts" },
      // What Turbopack puts in place of the word `Buffer` in a browser.
      "next/dist/compiled/buffer": { browser: "./src/lib/absent-buffer.ts" },
    },
  },
  poweredByHeader: false,
  reactStrictMode: true,
  // The gateway serves compressed files and compresses pages; doing it twice costs CPU.
  compress: false,
};

export default config;
