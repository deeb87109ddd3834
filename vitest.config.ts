import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const path = (relative: string) => fileURLToPath(new URL(relative, import.meta.url));

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
    exclude: ["**/node_modules/**", "**/dist/**"],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    pool: "forks",
  },
});
