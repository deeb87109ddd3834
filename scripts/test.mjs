// npm test: everything that must hold, in the order in which it is quickest to hear of a mistake.
// npm test -- PATTERN … runs only the tests whose path matches, without the other checks.
import { buildLab, prepare, runBin } from "./prepare.mjs";

prepare();
const patterns = process.argv.slice(2);
if (patterns.length === 0) {
  step("Lint and format", () => runBin("@biomejs/biome/bin/biome", ["ci", "--error-on-warnings", "."]));
  step("Format of the lab's components", () =>
    runBin("prettier/bin/prettier.cjs", ["--check", "--log-level", "warn", "packages/lab/**/*.svelte"]),
  );
  step("Types", () => runBin("typescript/bin/tsc", ["-p", "tsconfig.json"]));
  step("Types of the lab", () =>
    runBin("../packages/lab/node_modules/svelte-check/bin/svelte-check", [
      ...["--tsconfig", "packages/lab/tsconfig.json", "--threshold", "warning", "--output", "human"],
      "--fail-on-warnings",
    ]),
  );
  step("Imports go one way", () =>
    runBin("dependency-cruiser/bin/dependency-cruise.mjs", ["packages", "--config", ".dependency-cruiser.cjs"]),
  );
}
step("The lab, for the tests that open it", buildLab);
step("Tests", () => runBin("vitest/vitest.mjs", ["run", ...patterns]));

function step(name, action) {
  console.error(`\n▸ ${name}`);
  action();
}
