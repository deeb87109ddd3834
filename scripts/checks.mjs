// What holds without running anything: each check is { name, args } for side-by-side.mjs.
import { existsSync } from "node:fs";
import { root } from "./prepare.mjs";

const bin = (path) => `${root}node_modules/${path}`;

export const checks = {
  lint: (files = ["."]) => ({
    name: "Lint and format",
    args: [bin("@biomejs/biome/bin/biome"), "ci", "--error-on-warnings", "--no-errors-on-unmatched", ...files],
  }),
  labFormat: (files = ["packages/lab/**/*.svelte"]) => ({
    name: "Format of the lab's components",
    args: [bin("prettier/bin/prettier.cjs"), "--check", "--cache", "--log-level", "warn", ...files],
  }),
  types: () => ({ name: "Types", args: [bin("typescript/bin/tsc"), "-p", "tsconfig.json"] }),
  // The bench knows its peers by their own types, which are there where it has been run.
  benchTypes: () =>
    existsSync(`${root}bench/node_modules`)
      ? { name: "Types of the bench", args: [bin("typescript/bin/tsc"), "-p", "bench/tsconfig.json"] }
      : { name: "Types of the bench: left out, as its peers are not installed", args: ["--eval", ""] },
  labTypes: () => ({
    name: "Types of the lab",
    args: [
      `${root}packages/lab/node_modules/svelte-check/bin/svelte-check`,
      ...["--workspace", "packages/lab", "--tsconfig", "tsconfig.json", "--tsgo", "--incremental"],
      ...["--threshold", "warning", "--output", "human", "--fail-on-warnings"],
    ],
  }),
  imports: () => ({
    name: "Imports go one way",
    args: [bin("dependency-cruiser/bin/dependency-cruise.mjs"), "packages", "--config", ".dependency-cruiser.cjs"],
  }),
};
