import { execFile } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, expect, test } from "vitest";
import { addResults, readResults } from "./results-file.mjs";

const folder = mkdtempSync(join(tmpdir(), "nndl-results-"));
const module = new URL("./results-file.mjs", import.meta.url).href;
const names = ["ch1/a", "ch6/b"];

afterAll(() => rmSync(folder, { recursive: true }));

const run = (name: string, seed: number, value: number) => ({ name, seed, value });

test("runs are kept in order, and the newer of two with one name and seed stays", () => {
  const file = join(folder, "deep/er/results.jsonl");
  expect(readResults(file)).toEqual([]);
  addResults(file, [run("ch6/b", 2, 1), run("ch6/b", 1, 2)], names);
  addResults(file, [run("ch1/a", 1, 3), run("ch6/b", 2, 4)], names);
  const wanted = [run("ch1/a", 1, 3), run("ch6/b", 1, 2), run("ch6/b", 2, 4)];
  expect(readResults(file)).toEqual(wanted);
  expect(readdirSync(join(folder, "deep/er"))).toEqual(["results.jsonl"]);
});

test("processes that add at the same time lose nothing", async () => {
  const file = join(folder, "shared.jsonl");
  const add = (seed: number) =>
    promisify(execFile)(process.execPath, [
      "--input-type=module",
      "--eval",
      `import { addResults } from ${JSON.stringify(module)};
       for (let i = 0; i < 20; i++)
         addResults(${JSON.stringify(file)}, [{ name: "ch1/a", seed: ${seed} + 10 * i }], ["ch1/a"]);`,
    ]);
  await Promise.all([1, 2, 3, 4].map(add));
  expect(readResults(file)).toHaveLength(80);
});

test("a lock whose process has died is no obstacle", async () => {
  const file = join(folder, "left.jsonl");
  const { stdout } = await promisify(execFile)(process.execPath, ["--eval", "console.log(process.pid)"]);
  writeFileSync(`${file}.lock`, stdout.trim());
  addResults(file, [run("ch1/a", 1, 1)], names);
  expect(readResults(file)).toHaveLength(1);
});
