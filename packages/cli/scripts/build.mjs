// Builds the command: all that is ours, and the parser of formulas, in a few files. Node spends a fifth of a second on
// finding and opening five hundred small ones, and who mistypes an option waits for that.
import { readFileSync } from "node:fs";
import { rm } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const root = fileURLToPath(new URL("..", import.meta.url));
const { dependencies } = JSON.parse(readFileSync(`${root}package.json`, "utf8"));

await rm(`${root}dist`, { recursive: true, force: true });
await build({
  // What bin/nndl.js asks for, and the server that benchmarks open the lab with.
  entryPoints: ["main.ts", "pipes.ts", "lab/serve.ts"].map((file) => `${root}src/${file}`),
  outdir: `${root}dist`,
  bundle: true,
  // A command's own code is loaded when it is the one that was asked for.
  splitting: true,
  external: Object.keys(dependencies).filter((name) => name !== "nndl" && !name.startsWith("@nndl/")),
  platform: "node",
  target: "node20.19",
  format: "esm",
  sourcemap: true,
  // Not the paths that the root's tsconfig.json has: they lead to sources, and what packages export is their build.
  tsconfigRaw: {},
  logLevel: "error",
});
