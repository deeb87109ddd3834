import { spawn } from "node:child_process";
import { readdirSync, readFileSync, utimesSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { buildSync } from "esbuild";
import { expect, test } from "vitest";
import { temporaryDirectory } from "../testing/small-data.ts";
import { lock, permitFor } from "./lock.ts";

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
  try {
    for (let round = 0; round < 40; round++) {
      const folder = temporaryDirectory();
      // None, one of a dead process (as today, and as it was before locks had tokens), one that is no lock.
      if (round % 4 > 0) leave(folder, "lock.json", ["", stale, olderStale][round % 4] ?? "");
      // Another dead one was about to take it over.
      if (round % 8 > 4)
        leave(folder, permitFor(join(folder, "lock.json"), stale).slice(folder.length + 1), otherStale);
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

test("what a process that was killed left behind while it took over a stale lock is in nobody's way", () => {
  const folder = temporaryDirectory();
  leave(folder, "lock.json", stale);
  const permit = permitFor(join(folder, "lock.json"), stale);
  writeFileSync(permit, otherStale);
  // And one who was killed while it took that over.
  writeFileSync(permitFor(permit, otherStale), stale);
  lock(folder)();
  expect(readdirSync(folder)).toEqual([]);
});

test("this process has a folder once, until it gives it back; another's lock is not given back", () => {
  const folder = temporaryDirectory();
  const unlock = lock(folder);
  expect(() => lock(folder)).toThrow(expect.objectContaining({ code: "run.locked" }));
  unlock();
  const again = lock(folder);
  unlock();
  expect(readdirSync(folder)).toEqual(["lock.json"]);
  // Somebody has removed it by hand, and begun to train.
  writeFileSync(join(folder, "lock.json"), otherStale);
  again();
  expect(readFileSync(join(folder, "lock.json"), "utf8")).toBe(otherStale);
});

test("a lock that was written under the number of this process before it had it counts for nothing", () => {
  const folder = temporaryDirectory();
  writeFileSync(join(folder, "lock.json"), JSON.stringify({ pid: process.pid, host: hostname(), token: "another" }));
  lock(folder)();
  expect(readdirSync(folder)).toEqual([]);
});

test("a lock of another machine holds, and the refusal says whose it is", () => {
  const folder = temporaryDirectory();
  writeFileSync(join(folder, "lock.json"), JSON.stringify({ pid: 12, host: "elsewhere" }));
  expect(() => lock(folder)).toThrow(/process 12 on elsewhere/);
});

const stale = JSON.stringify({ pid: 2 ** 31 - 2, host: hostname(), token: "a" });
const otherStale = JSON.stringify({ pid: 2 ** 31 - 3, host: hostname(), token: "b" });
const olderStale = JSON.stringify({ pid: 2 ** 31 - 2, host: hostname() });

/** A file that nobody has touched for a minute: one without content may otherwise be just being written. */
function leave(folder: string, name: string, content: string): void {
  writeFileSync(join(folder, name), content);
  const before = Date.now() / 1000 - 60;
  utimesSync(join(folder, name), before, before);
}
