import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";
import { findBrowser } from "./packages/nndl/test/browser/find-browser.ts";
import { chromiumPrograms } from "./packages/nndl/test/browser/programs.ts";

const path = (relative: string) => fileURLToPath(new URL(relative, import.meta.url));

// The lab is tested in Chromium. Where there is none these tests are left out, and said to be; not so in CI.
const hasChromium = findBrowser("CHROMIUM_PATH", chromiumPrograms) !== undefined;
const withoutLab = !hasChromium && !process.env.CI;
if (withoutLab)
  console.warn("There is no Chromium here, so packages/lab/test is left out: install it, or set CHROMIUM_PATH.");

// Tests run the sources, not the build: what fails points at the line that was written.
export default defineConfig({
  resolve: {
    alias: [
      { find: "#platform", replacement: path("packages/nndl/src/platform/node.ts") },
      { find: /^nndl$/, replacement: path("packages/nndl/src/index.ts") },
      { find: /^@nndl\/book$/, replacement: path("packages/book/experiments/index.ts") },
      { find: /^@nndl\/book\/formulas$/, replacement: path("packages/book/formulas/index.ts") },
      { find: /^@nndl\/book\/programs\/(\w[\w-]*)$/, replacement: `${path("packages/book/programs")}/$1.ts` },
    ],
  },
  test: {
    include: ["packages/**/*.test.ts", "scripts/**/*.test.ts"],
    exclude: ["**/node_modules/**", "**/dist/**", ...(withoutLab ? ["packages/lab/test/**"] : [])],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    pool: "forks",
  },
});
