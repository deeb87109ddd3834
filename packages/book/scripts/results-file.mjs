// docs/results/experiments.jsonl: a run a line, in the order of the experiments and seeds. Several processes may add to it
// at once: each reads, changes and replaces it while it holds the lock beside it.
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";

/** Milliseconds between two looks at a lock that somebody else holds; they hold it for a few. */
const pause = 50;

export function readResults(file) {
  let text;
  try {
    text = readFileSync(file, "utf8");
  } catch (error) {
    if (error.code === "ENOENT") return [];
    throw error;
  }
  return text
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line));
}

/** Puts runs into the file, each in the place of the one with its name and seed. `names` are in the order that is wanted. */
export function addResults(file, results, names) {
  mkdirSync(dirname(file), { recursive: true });
  const unlock = lock(`${file}.lock`);
  try {
    const isNew = ({ name, seed }) => !results.some((result) => result.name === name && result.seed === seed);
    const all = [...readResults(file).filter(isNew), ...results];
    all.sort((a, b) => names.indexOf(a.name) - names.indexOf(b.name) || a.seed - b.seed);
    writeFileSync(`${file}.new`, all.map((result) => `${JSON.stringify(result)}\n`).join(""));
    renameSync(`${file}.new`, file);
    return all;
  } finally {
    unlock();
  }
}

/** Waits for the lock. One whose process has died counts for nothing. */
function lock(path) {
  for (;;) {
    try {
      writeFileSync(path, String(process.pid), { flag: "wx" });
      return () => rmSync(path, { force: true });
    } catch (error) {
      if (error.code !== "EEXIST") throw error;
      if (isGone(path)) rmSync(path, { force: true });
      else Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, pause);
    }
  }
}

function isGone(path) {
  try {
    const owner = Number(readFileSync(path, "utf8"));
    // Just made, and not yet written.
    if (owner === 0) return false;
    process.kill(owner, 0);
    return false;
  } catch (error) {
    return error.code === "ESRCH";
  }
}
