// Bundles what worker threads run into one text each, and writes it as a module: a worker is started from its text, which
// needs no file, no URL and no bundler of the application's to find it.
import { mkdir, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const root = fileURLToPath(new URL("..", import.meta.url));

const { outputFiles } = await build({
  entryPoints: [`${root}src/data/expansion/worker.ts`],
  bundle: true,
  minify: true,
  format: "iife",
  target: "es2022",
  write: false,
  logLevel: "error",
  tsconfigRaw: {},
});
const text = JSON.stringify(outputFiles[0].text);
await mkdir(`${root}src/training/generated`, { recursive: true });
await writeFile(
  `${root}src/training/generated/distortion-worker.ts`,
  `// Generated from src/data/expansion/worker.ts by scripts/build-workers.mjs.\nexport const source: string =\n  ${text};\n`,
);
