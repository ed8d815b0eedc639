/** The three self-hosted faces, as CSS variables that the theme's font stacks name first. */
import localFont from "next/font/local";

const sans = localFont({
  src: "../../../../node_modules/geist/dist/fonts/geist-sans/Geist-Variable.woff2",
  variable: "--font-geist-sans",
  weight: "100 900",
  display: "swap",
});

// Code is not on the first page, so its face is fetched when it is first needed.
const mono = localFont({
  src: "../../../../node_modules/geist/dist/fonts/geist-mono/GeistMono-Variable.woff2",
  variable: "--font-geist-mono",
  weight: "100 900",
  display: "swap",
  preload: false,
});

// 108 % and the Thai range alone: Thai and Latin then look the same size on one line.
const thai = localFont({
  src: [
    {
      path: "../../../../node_modules/@fontsource/ibm-plex-sans-thai/files/ibm-plex-sans-thai-thai-400-normal.woff2",
      weight: "400",
    },
    {
      path: "../../../../node_modules/@fontsource/ibm-plex-sans-thai/files/ibm-plex-sans-thai-thai-500-normal.woff2",
      weight: "500",
    },
    {
      path: "../../../../node_modules/@fontsource/ibm-plex-sans-thai/files/ibm-plex-sans-thai-thai-600-normal.woff2",
      weight: "600",
    },
  ],
  variable: "--font-plex-thai",
  display: "swap",
  preload: false,
  adjustFontFallback: false,
  declarations: [
    { prop: "size-adjust", value: "108%" },
    { prop: "unicode-range", value: "U+0E00-0E7F" },
  ],
});

export const fontVariables = `${sans.variable} ${mono.variable} ${thai.variable}`;
