// npm run docs: writes the pages and tables again that are made of sources and results, so that they say what is so.
// Each has a test which fails when it does not; nothing is run or measured here.
import { prepare, run } from "./prepare.mjs";

prepare();
for (const script of [
  ["scripts/errors.mjs"],
  ["scripts/features.mjs"],
  ["scripts/rows.mjs"],
  ["packages/book/scripts/run-all.mjs", "--page"],
  ["scripts/readme-tables.mjs"],
])
  run(process.execPath, script);
