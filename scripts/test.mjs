// npm test: everything that must hold. First what holds without running anything, all at once, and the lab's build beside
// it; then the tests. npm test -- --help says what else there is.
import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { changedFiles, nearestTests, opensTheLab } from "./changed.mjs";
import { checks } from "./checks.mjs";
import { buildLab, labBuild, prepare, root, runBin } from "./prepare.mjs";
import { sideBySide } from "./side-by-side.mjs";

const help = `npm test                        lint and format, types, import rules, all tests
npm test -- --all               with the other runtimes, the examples' tools and random searches in full, as where CI is set
npm test -- --changed           the checks of what differs from the last commit, and the tests nearest to it
npm test -- --changed BRANCH    of what was done since the work left that branch
npm test -- PATTERN …           only the tests whose path matches, without the other checks
npm test -- figures/NAME        the page of one figure of the lab, and what else is tested of it
npm test -- programs/NAME       the same for a program of the reading room
npm test -- --project library   all tests but those that need a browser or the built packages

NNDL_SEED=new npm test          properties with cases that nobody has tried yet; NNDL_SEED=NUMBER: with those of that number (usually 1)

Other options are Vitest's: -t "words of a test's name", --reporter verbose, …`;

/** What has an installation of its own, and is tested by name, or where everything is. */
const apart = ["runtimes", "examples"];

const args = process.argv.slice(2);
if (args.includes("--help") || args.includes("-h")) {
  console.log(help);
  process.exit();
}
prepare();
if (args.length === 0) await everything(Boolean(process.env.CI));
else if (args[0] === "--all" && args.length === 1) await everything(true);
else if (args[0] === "--changed") await whatChanged(args[1] ?? "HEAD");
else some(args);

async function everything(all) {
  await check([...Object.values(checks).map((check) => check()), labBuild()]);
  if (!all) console.error(`\nLeft out, but in CI and with npm test -- --all: ${apart.join(", ")}`);
  runTests([], all ? "all" : "at a desk");
}

async function whatChanged(base) {
  const changed = changedFiles(base);
  const { tests, pages } = nearestTests(changed);
  const there = changed.filter((file) => existsSync(root + file));
  const ending = (pattern) => there.filter((file) => pattern.test(file));
  const code = ending(/^(packages|testing|runtimes)\/.*\.(ts|svelte)$/);
  const components = ending(/^packages\/lab\/.*\.svelte$/);
  console.error(
    `${changed.length} files differ from ${base}; ${tests.length} files of tests and ${pages.length} pages are nearest to them.`,
  );
  await check([
    there.length > 0 && checks.lint(there),
    components.length > 0 && checks.labFormat(components),
    ...(code.length > 0 ? [checks.types(), checks.labTypes(), checks.imports()] : []),
    ending(/^bench\//).length > 0 && checks.benchTypes(),
    (pages.length > 0 || tests.some(opensTheLab)) && labBuild(),
  ]);
  if (tests.length > 0) runTests(tests);
  if (pages.length > 0) runTests(testsOfPages(pages));
}

/** A page's tests are chosen by their names, all others by their paths. */
function some(given) {
  const isPage = (arg) => /^(figures|programs)\/[\w-]+\/?$/.test(arg);
  const pages = given.filter(isPage).map((page) => page.replace(/\/?$/, "/"));
  const others = given.filter((arg) => !isPage(arg));
  for (const selection of [
    ...(others.length > 0 ? [others] : []),
    ...(pages.length > 0 ? [testsOfPages(pages)] : []),
  ]) {
    const { stdout } = spawnSync(
      process.execPath,
      [`${root}node_modules/vitest/vitest.mjs`, "list", "--filesOnly", ...selection],
      { cwd: root, encoding: "utf8" },
    );
    // Only tests that open the lab need its build.
    if (stdout.split("\n").some((line) => opensTheLab(line.replace(/^\[.*?\]\s*/, "").trim()))) buildLab();
    runTests(selection);
  }
}

/** What Vitest must be told to look at these pages, and to try what has the figure's or program's name. */
function testsOfPages(pages) {
  const names = pages.map((page) => page.split("/")).filter(([, name]) => name);
  const titles = [
    ...pages.map((page) => `(^|the page )/${page} `),
    ...names.map(([kind, name]) => (kind === "figures" ? `^(\\S+ and |the )?${name} ` : `^program ${name} `)),
  ];
  const folder = "packages/lab/";
  const files = ["test", "src/chapters"]
    .flatMap((room) =>
      readdirSync(`${root}${folder}${room}`, { recursive: true, encoding: "utf8" }).map(
        (file) => `${folder}${room}/${file.replaceAll("\\", "/")}`,
      ),
    )
    .filter((file) => file.endsWith(".test.ts") && opensTheLab(file))
    .filter((file) => {
      const text = readFileSync(root + file, "utf8");
      return file.startsWith(`${folder}test/pages/`) || names.some(([, name]) => text.includes(`"${name}"`));
    });
  return [...files, "--project", "browser", "-t", titles.join("|")];
}

async function check(jobs) {
  step("Checks");
  if (!(await sideBySide(jobs.filter(Boolean)))) process.exit(1);
}

/** @param how "all", or "at a desk": see vitest.config.ts and testing/thorough.ts */
function runTests(selection, how) {
  step(["Tests", ...selection].join(" "));
  const env = how === undefined ? process.env : { ...process.env, NNDL_TESTS: how };
  runBin("vitest/vitest.mjs", ["run", "--hideSkippedTests", ...selection], { env });
}

function step(name) {
  console.error(`\n▸ ${name}`);
}
