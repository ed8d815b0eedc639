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
  experimental: {
    // Fewer and larger scripts: gzip packs them better, and there is less to ask for. With the
    // defaults (200,000 and 50,000 bytes as written) the page with an editor weighs 1 % more, and so
    // does a walk from the door through the list into a file, for all that the pages share.
    turbopackChunking: { requestCost: 1_000_000, minChunkSize: 200_000 },
  },
};

export default config;
