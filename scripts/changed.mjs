// What changed, and which tests are nearest to it. The library's registries lead from nearly every file to nearly every
// test, so that "all tests that a change can reach" would be all tests; these are the ones by which one works.
import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path/posix";
import { root } from "./prepare.mjs";

/** For one changed file, test files are taken from nearer to farther by imports, as long as there are not more of them. */
const enough = 25;
/** The pages of so many figures at most. */
const enoughFigures = 3;

const isTest = (file) => file.endsWith(".test.ts");
/** Tests that open the lab in a browser. */
export const opensTheLab = (file) => /^packages\/lab\/(src\/chapters\/\d+\/)?test\//.test(file);

/** The files that differ from a commit, those not yet in git among them; from the root, with slashes. */
export function changedFiles(base) {
  const git = (...args) => {
    const { status, stdout, stderr } = spawnSync("git", args, { cwd: root, encoding: "utf8" });
    if (status === 0) return stdout;
    console.error(stderr.trim());
    process.exit(2);
  };
  // Against where the work began, not against what has happened there since.
  const start = git("merge-base", base, "HEAD").trim();
  const names =
    git("diff", "--name-only", "-z", "--no-renames", start) + git("ls-files", "-o", "--exclude-standard", "-z");
  return names.split("\0").filter(Boolean).sort();
}

/**
 * The tests nearest to these files: paths of test files, and pages of the lab ("figures/nand/", "chapter-1/") that show
 * what changed. Tests that open the lab are among the files only where they changed themselves.
 */
export function nearestTests(changed) {
  const importers = readImporters();
  const tests = new Set(changed.filter((file) => isTest(file) && existsSync(root + file)));
  const pages = new Set();
  for (const file of changed) {
    const { near, figures } = nearestTo(startOf(file), importers);
    for (const test of [...beside(file, importers), ...near]) tests.add(test);
    if (!file.startsWith("packages/lab/src/") || isTest(file)) continue;
    const chapter = /chapters\/(\d+)\/chapter\.md$/.exec(file)?.[1];
    if (chapter !== undefined) pages.add(`chapter-${chapter}/`);
    else if (figures.length > 0) for (const figure of figures) pages.add(`figures/${figure}/`);
    // A style, a frame, the script of all pages: some stand for the others.
    else for (const page of ["", "chapter-4/", "figures/nand/"]) pages.add(page);
  }
  return { tests: [...tests].sort(), pages: [...pages].sort() };
}

/** Where a change begins to be felt: the kernels reach the library as one generated file. */
function startOf(file) {
  return file.startsWith("packages/nndl/kernels/") ? "packages/nndl/src/engines/wasm/generated/kernels.ts" : file;
}

/** The tests in the same folder; and of what is not imported, those that read it. */
function beside(file, importers) {
  const inFolder = [...importers.keys()].filter((test) => isTest(test) && dirname(test) === dirname(file));
  const readers = /\.(md|json|mjs)$/.test(file)
    ? [...importers.keys()].filter((test) => /^scripts\/.*\.test\.ts$/.test(test))
    : [];
  // What both engines compute, they must compute alike: random networks ask it of everything that is registered.
  const comparisons = /^packages\/nndl\/(kernels|src\/(engines|functions|layers))\//.test(file)
    ? ["bits", "golden", "neighbours", "parity", "session"].map((name) => `packages/nndl/src/engines/${name}.test.ts`)
    : [];
  return [...(inFolder.length <= enough && !opensTheLab(file) ? inFolder : []), ...readers, ...comparisons];
}

function nearestTo(start, importers) {
  const near = [];
  const figures = [];
  const seen = new Set([start]);
  for (let level = [start]; level.length > 0 && near.length < enough; ) {
    const tests = level.filter((file) => isTest(file) && !opensTheLab(file));
    if (near.length + tests.length > enough && near.length > 0) break;
    near.push(...tests.slice(0, enough));
    if (figures.length < enoughFigures)
      figures.push(
        ...level.flatMap((file) => /\/figures\/([\w-]+)\.svelte$/.exec(file)?.[1] ?? []).slice(0, enoughFigures),
      );
    level = level.flatMap((file) => importers.get(file) ?? []).filter((file) => !seen.has(file) && seen.add(file));
  }
  return { near, figures };
}

/** For each source file those that import it; a few hundred small files, read in a moment. */
function readImporters() {
  const files = ["packages", "scripts", "testing", "runtimes"].flatMap(sources);
  const importers = new Map(files.map((file) => [file, []]));
  for (const file of files)
    for (const [, name] of readFileSync(root + file, "utf8").matchAll(
      /(?:\bfrom\s*|\bimport\s*\(?\s*)["']([^"']+)["']/g,
    ))
      for (const target of name.startsWith(".") ? [join(dirname(file), name)] : aliases(name))
        importers.get(target)?.push(file);
  return importers;
}

function sources(folder) {
  if (!existsSync(root + folder)) return [];
  return readdirSync(root + folder, { withFileTypes: true }).flatMap((entry) => {
    const path = `${folder}/${entry.name}`;
    if (entry.isFile()) return /\.(ts|mjs|svelte)$/.test(path) ? [path] : [];
    return /^(node_modules|dist|build|\..*)$/.test(entry.name) ? [] : sources(path);
  });
}

/** The packages' own names, as the lab's compiler knows them. */
const { paths } = JSON.parse(readFileSync(`${root}packages/lab/tsconfig.json`, "utf8")).compilerOptions;
const patterns = Object.entries(paths).map(([name, targets]) => [name.split("*"), targets]);

function aliases(name) {
  return patterns.flatMap(([[before, after], targets]) => {
    if (after === undefined ? name !== before : !name.startsWith(before)) return [];
    return targets.map((target) => join("packages/lab", target.replace("*", name.slice(before.length))));
  });
}
