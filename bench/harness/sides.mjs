// @ts-check
/** Finds the sides (one file each in sides/) and starts them. */
import { existsSync, readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { Child } from "./child.mjs";

/** @import { Ready, Task } from "./task.mjs" */

const folder = new URL("../sides/", import.meta.url);

/** @typedef {{ id: string, file: string }} SideFile */
/** @typedef {{ id: string, ready: Ready, child: Child }} StartedSide */
/** @typedef {{ id: string, reason: string, failed: boolean }} SkippedSide */

/** @returns {SideFile[]} */
export function findSides() {
  return readdirSync(folder)
    .filter((name) => /\.(mjs|py)$/.test(name))
    .sort()
    .map((name) => ({ id: name.replace(/\.\w+$/, ""), file: fileURLToPath(new URL(name, folder)) }));
}

const own = ["../.venv/bin/python", "../.venv/Scripts/python.exe"].map((path) =>
  fileURLToPath(new URL(path, import.meta.url)),
);

/**
 * The interpreters to try, in order: the one with the libraries that were installed for it into bench/; distributions install
 * NumPy and PyTorch for the system's own Python, which need not be the first one on the PATH.
 */
function pythons() {
  const chosen = process.env.NNDL_PYTHON;
  return chosen ? [chosen] : [...own.filter(existsSync), "python3", "/usr/bin/python3"];
}

/**
 * Starts a side, with the first program that can run it.
 * @param {SideFile} side
 * @param {Task} task
 * @returns {Promise<StartedSide | SkippedSide>}
 */
export async function startSide({ id, file }, task) {
  const programs = file.endsWith(".py") ? pythons() : [process.execPath];
  let skipped = { id, reason: "no program to run it", failed: false };
  for (const program of programs) {
    const child = new Child(program, file, task);
    try {
      const answer = await child.start();
      if ("ready" in answer) return { id, ready: answer.ready, child };
      skipped = { id, reason: answer.skip, failed: false };
      // What a library cannot do, another installation of it cannot either.
      if (!answer.missing) {
        child.kill();
        return skipped;
      }
    } catch (error) {
      skipped = { id, reason: `it failed to start: ${/** @type {Error} */ (error).message}`, failed: true };
    }
    child.kill();
  }
  return skipped;
}
