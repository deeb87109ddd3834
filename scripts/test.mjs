// npm test: everything that must hold, in the order in which it is quickest to hear of a mistake.
// npm test -- PATTERN … runs only the tests whose path matches, without the other checks.
import { prepare, runBin } from "./prepare.mjs";

prepare();
const patterns = process.argv.slice(2);
if (patterns.length === 0) {
  step("Lint and format", () => runBin("@biomejs/biome/bin/biome", ["ci", "--error-on-warnings", "."]));
  step("Types", () => runBin("typescript/bin/tsc", ["-p", "tsconfig.json"]));
  step("Imports go one way", () =>
    runBin("dependency-cruiser/bin/dependency-cruise.mjs", ["packages", "--config", ".dependency-cruiser.cjs"]),
  );
}
step("Tests", () => runBin("vitest/vitest.mjs", ["run", ...patterns]));

function step(name, action) {
  console.error(`\n▸ ${name}`);
  action();
}
