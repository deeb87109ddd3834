// node scripts/golden.mjs: makes with PyTorch the numbers that are owed for activations, costs and pairs of layers, and
// leaves the others as they are. --again KEY… makes some of those anew. PYTHON names a Python that has NumPy and PyTorch.
import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { install, root } from "./prepare.mjs";

install();
const { build } = await import("esbuild");
const nndl = `${root}packages/nndl/`;
const folder = `${nndl}src/testing/golden/`;
const path = `${folder}cases.golden.json`;

// The list of what is wanted is TypeScript, which this Node may not read.
const bundle = `${root}node_modules/.nndl/wanted.mjs`;
mkdirSync(`${root}node_modules/.nndl`, { recursive: true });
await build({
  entryPoints: [`${folder}wanted.ts`],
  outfile: bundle,
  bundle: true,
  format: "esm",
  platform: "node",
  alias: { "#platform": `${nndl}src/platform/node.ts` },
});
const { wanted } = await import(pathToFileURL(bundle).href);

const again = process.argv[2] === "--again" ? process.argv.slice(3) : [];
const unknown = again.filter((key) => !wanted.some((each) => each.key === key));
if (unknown.length > 0) fail(`nobody wants numbers for ${unknown.join(", ")}.`);
const made = new Map(JSON.parse(readFileSync(path, "utf8")).map((each) => [each.name, each]));
const owed = wanted.filter(({ key }) => !made.has(key) || again.includes(key));

if (owed.length > 0) {
  const { status, stdout, error } = spawnSync(process.env.PYTHON ?? "python3", ["make_cases_golden.py"], {
    cwd: folder,
    encoding: "utf8",
    maxBuffer: 2 ** 28,
    stdio: ["pipe", "pipe", "inherit"],
    input: owed.map((each) => `${JSON.stringify(each)}\n`).join(""),
  });
  if (error || status !== 0) fail(`${owed.length} still owed: ${owed.map(({ key }) => key).join("; ")}.`);
  for (const line of stdout.trim().split("\n")) made.set(JSON.parse(line).name, JSON.parse(line));
}
const lines = wanted.map(({ key }) => JSON.stringify(made.get(key))).join(",\n");
writeFileSync(path, `[\n${lines}\n]\n`);
console.log(`${owed.length} made; PyTorch's numbers are there for all ${wanted.length}.`);

function fail(message) {
  console.error(message);
  process.exit(1);
}
