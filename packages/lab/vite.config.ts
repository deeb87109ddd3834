/** How the lab is built: the browser's part, the server's part (which writes the pages once), and the development server. */
import { fileURLToPath } from "node:url";
import { svelte } from "@sveltejs/vite-plugin-svelte";
import { defineConfig } from "vite";
import { built } from "./plugins/built.ts";
import { chapters } from "./plugins/chapters.ts";
import { developmentPages } from "./plugins/development-pages.ts";
import { firstGradients } from "./plugins/first-gradients.ts";
import { firstReading } from "./plugins/first-reading.ts";
import { library } from "./plugins/library.ts";
import { reference } from "./plugins/reference.ts";

const path = (relative: string) => fileURLToPath(new URL(relative, import.meta.url));

/** What most figures are made of, in a file each instead of a dozen small ones, of which each is asked for and packed by itself. */
const together = [
  { name: "svelte", test: /node_modules\/(svelte|esm-env|clsx)\//, priority: 2 },
  {
    name: "controls",
    test: /lab\/src\/(controls\/(NumberField|Slider|Choice|Switch|number|field-type)|drawing\/(Plot|Curve|EqualPlot|scale|powers|clip|pointing)|figures\/fields)\b|words\/.*(numbers|charts\/(path|point)\.)/,
  },
];

export default defineConfig(({ isSsrBuild }) => ({
  root: path("."),
  // Relative addresses: the folder works under any path of any host.
  base: "./",
  publicDir: isSsrBuild ? false : path("static"),
  plugins: [
    library(),
    built(),
    chapters(),
    reference(),
    firstReading(),
    firstGradients(),
    svelte(),
    developmentPages(),
  ],
  // Workers are split into chunks too: the kernels are imported when they are needed.
  worker: { format: "es", plugins: () => [library()] },
  // Found late, in the worker, they would make the development server reload the page under a running figure.
  optimizeDeps: { include: ["sha2", "legacy", "utils"].map((name) => `@noble/hashes/${name}.js`) },
  build: {
    target: "es2022",
    // Small files become data: URLs otherwise, which the pages' content security policy refuses.
    assetsInlineLimit: 0,
    // One sheet of styles: every page has all of it before any script runs.
    cssCodeSplit: false,
    manifest: !isSsrBuild,
    outDir: path(isSsrBuild ? ".server" : "build"),
    emptyOutDir: true,
    copyPublicDir: !isSsrBuild,
    rollupOptions: {
      input: path(isSsrBuild ? "src/server.ts" : "src/client.ts"),
      ...(isSsrBuild ? {} : { output: { codeSplitting: { groups: together } } }),
    },
  },
}));
