import { availableParallelism } from "node:os";
import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";
import { findChromium } from "./testing/browsers/find-browser.ts";

const path = (relative: string) => fileURLToPath(new URL(relative, import.meta.url));

/** Tests that open the lab: its own, and those of each chapter. */
const inBrowser = ["packages/lab/test/**/*.test.ts", "packages/lab/src/chapters/*/test/*.test.ts"];
/** What needs a build, a browser or a program of its own, and takes longest. */
const whole = [...inBrowser, "packages/nndl/test/**/*.test.ts", "runtimes/*.test.ts", "examples/*.test.ts"];
/** Everything else: sources beside their tests. */
const small = ["packages/**/*.test.ts", "scripts/**/*.test.ts"];

// The lab is tested in Chromium. Where there is none these tests are left out, and said to be; not so in CI.
const withoutLab = findChromium() === undefined && !process.env.CI;
if (withoutLab)
  console.warn(
    "There is no Chromium here, so the tests that open the lab are left out: install it, or set CHROMIUM_PATH.",
  );
/** What has an installation of its own: npm test leaves it out, but in CI and when everything or just that is asked for. */
const apart = process.env.NNDL_TESTS === "at a desk" ? ["runtimes/**", "examples/**"] : [];
const exclude = ["**/node_modules/**", "**/dist/**", ...(withoutLab ? inBrowser : []), ...apart];

// Tests run the sources, not the build: what fails points at the line that was written.
export default defineConfig({
  resolve: {
    alias: [
      { find: "#platform", replacement: path("packages/nndl/src/platform/node.ts") },
      { find: /^nndl$/, replacement: path("packages/nndl/src/index.ts") },
      { find: /^nndl\/([a-z]+)$/, replacement: `${path("packages/nndl/src/entries")}/$1.ts` },
      { find: /^@nndl\/words\/(\w[\w/-]*)$/, replacement: `${path("packages/words/src")}/$1.ts` },
      { find: /^@nndl\/book$/, replacement: path("packages/book/experiments/index.ts") },
      { find: /^@nndl\/book\/formulas$/, replacement: path("packages/book/formulas/index.ts") },
      { find: /^@nndl\/book\/rows$/, replacement: path("packages/book/rows/index.ts") },
      { find: /^@nndl\/book\/svm$/, replacement: path("packages/book/svm/index.ts") },
      { find: /^@nndl\/book\/programs\/(\w[\w-]*)$/, replacement: `${path("packages/book/programs")}/$1.ts` },
    ],
  },
  test: {
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // A busy machine may take its time: what never comes fails all the same.
    expect: { poll: { timeout: 20_000 } },
    pool: "forks",
    // Files share a process, for a process and its imports cost more than most files: what a test changes, it puts back.
    isolate: false,
    unstubGlobals: true,
    setupFiles: [path("testing/same-cases.ts")],
    // A page waits a third of its time for its frames and timers: what it leaves of a core, another one can use.
    maxWorkers: availableParallelism() + 1,
    // The projects run in the order of their names, so that the longest files do not come last.
    projects: [
      {
        extends: true,
        test: { name: "browser", environment: path("testing/browsers/environment.ts"), include: whole, exclude },
      },
      { extends: true, test: { name: "library", include: small, exclude: [...exclude, ...whole] } },
    ],
  },
});
