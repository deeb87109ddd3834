// npm test: everything that must hold. First what holds without running anything, all at once, and the lab's build beside
// it; then the tests. npm test -- --help says what else there is.
import { spawnSync } from "node:child_process";
import { checks } from "./checks.mjs";
import { buildLab, labBuild, prepare, root, runBin } from "./prepare.mjs";
import { sideBySide } from "./side-by-side.mjs";

const help = `npm test                       lint and format, types, import rules, all tests
npm test -- PATTERN …          only the tests whose path matches, without the other checks
npm test -- figures/NAME       the page of one figure of the lab, and what else is tested of it
npm test -- programs/NAME      the same for a program of the reading room
npm test -- --project library  all tests but those that need a browser or the built packages

Other options are Vitest's: -t "words of a test's name", --reporter verbose, …`;

const args = process.argv.slice(2);
if (args.includes("--help") || args.includes("-h")) {
  console.log(help);
  process.exit();
}
prepare();
if (args.length === 0) await everything();
else for (const selection of selections(args)) runTests(selection);

async function everything() {
  step("Checks");
  const jobs = [...Object.values(checks).map((check) => check()), labBuild()].filter((job) => job !== undefined);
  if (!(await sideBySide(jobs))) process.exit(1);
  step("Tests");
  runBin("vitest/vitest.mjs", ["run"]);
}

/** What Vitest is to run, one call after another: a page's tests are chosen by their names, all others by their paths. */
function selections(given) {
  const isPage = (arg) => /^(figures|programs)\/[\w-]+\/?$/.test(arg);
  const pages = given.filter(isPage).map((page) => {
    const [kind, name] = page.split("/");
    const ofControls = kind === "programs" ? `program ${name}` : `(\\S+ and )?${name}`;
    return ["--project", "browser", "packages/lab/test", "-t", `^${ofControls} |/${kind}/${name}/`];
  });
  const others = given.filter((arg) => !isPage(arg));
  return others.length > 0 ? [...pages, others] : pages;
}

function runTests(selection) {
  // Only tests that open the lab need its build.
  const listed = spawnSync(
    process.execPath,
    [`${root}node_modules/vitest/vitest.mjs`, "list", "--filesOnly", ...selection],
    { cwd: root, encoding: "utf8" },
  );
  if (/packages\/lab\/test\//.test(listed.stdout)) buildLab();
  step(`Tests ${selection.join(" ")}`);
  runBin("vitest/vitest.mjs", ["run", "--hideSkippedTests", ...selection]);
}

function step(name) {
  console.error(`\n▸ ${name}`);
}
