import { spawn } from "node:child_process";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { buildSync } from "esbuild";
import { expect, test } from "vitest";
import { temporaryDirectory } from "../testing/small-data.ts";
import { lock } from "./lock.ts";

/** Waits for its moment, tries to take the lock, says whether it has it, and keeps it until it is told. */
const contender = `
  import { lock } from "./lock.ts";
  import { createInterface } from "node:readline";
  for await (const line of createInterface({ input: process.stdin })) {
    const [word, folder, at] = line.split(" ");
    if (word !== "take") process.exit(0);
    while (Date.now() < Number(at));
    let has = false;
    try { lock(folder); has = true; } catch (error) { if (error.code !== "run.locked") console.log(String(error)); }
    console.log(has ? "has" : "has not");
  }`;

const program = buildSync({
  stdin: { contents: contender, resolveDir: fileURLToPath(new URL(".", import.meta.url)) },
  bundle: true,
  platform: "node",
  format: "esm",
  write: false,
}).outputFiles[0]?.text;

test("four processes that want one folder in the same moment: one gets it, whether there is a stale lock or not", async () => {
  const children = Array.from({ length: 4 }, () =>
    spawn(process.execPath, ["--input-type=module", "-e", String(program)], { stdio: ["pipe", "pipe", "inherit"] }),
  );
  const answers = children.map((child) => lines(child.stdout));
  const stale = JSON.stringify({ pid: 2 ** 31 - 2, host: hostname() });
  try {
    for (let round = 0; round < 25; round++) {
      const folder = temporaryDirectory();
      // None, one of a dead process, one that is no lock.
      if (round % 3 > 0) writeFileSync(join(folder, "lock.json"), round % 3 === 1 ? stale : "");
      const at = Date.now() + (round === 0 ? 500 : 15);
      for (const child of children) child.stdin.write(`take ${folder} ${at}\n`);
      const said = await Promise.all(answers.map(async (line) => (await line.next()).value));
      expect([round, said.toSorted()]).toEqual([round, ["has", "has not", "has not", "has not"]]);
      expect(readdirSync(folder)).toEqual(["lock.json"]);
      const { pid } = JSON.parse(readFileSync(join(folder, "lock.json"), "utf8")) as { pid: number };
      expect(pid).toBe(children[said.indexOf("has")]?.pid);
    }
  } finally {
    for (const child of children) child.stdin.end("end\n");
  }
});

async function* lines(stream: NodeJS.ReadableStream): AsyncGenerator<string, string> {
  let rest = "";
  for await (const part of stream) {
    const all = (rest + String(part)).split("\n");
    rest = all.pop() ?? "";
    yield* all;
  }
  return "ended";
}

test("what a process that was killed left behind while it removed a stale lock is in nobody's way", () => {
  const folder = temporaryDirectory();
  writeFileSync(join(folder, "lock.json"), "");
  writeFileSync(join(folder, `.nndl-unlock-${2 ** 31 - 2}-x.tmp`), hostname());
  lock(folder)();
  expect(readdirSync(folder)).toEqual([]);
});
