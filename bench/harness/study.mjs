// @ts-check
/** The shape of a study: nndl alone, run as its users run it, in a fresh process; and how such a process is followed. */
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { MARK } from "./task.mjs";

/** @import { GoalResult } from "./goals.mjs" */

/**
 * @typedef {object} Study
 * @property {string} title
 * @property {(options: StudyOptions, print: (line: string) => void) => Promise<{ results: object[], goals: GoalResult[] }>} run
 */

/** @typedef {{ rounds: number, seeds: number, threads: number, minutes: number }} StudyOptions */

/** A program could not do its work, and has said why. */
export class ProgramFailed extends Error {}

/** What nndl is compiled to. */
export const build = new URL("../../packages/nndl/dist/index.js", import.meta.url);

/**
 * Runs a program of this benchmark and hands on each message that it sends by `tell`, with the seconds since the
 * process was asked for.
 * @template Message
 * @param {URL} program
 * @param {object} argument
 * @param {(message: Message, seconds: number) => void} receive
 */
export async function follow(program, argument, receive) {
  if (!existsSync(build)) throw new ProgramFailed("nndl is not built: run npm run build in the repository's root");
  const start = performance.now();
  const file = fileURLToPath(program);
  const child = spawn(process.execPath, [file, JSON.stringify(argument)], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const ended = new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", resolve);
  });
  for await (const line of createInterface({ input: child.stdout })) {
    if (!line.startsWith(MARK)) continue;
    receive(JSON.parse(line.slice(MARK.length)), (performance.now() - start) / 1e3);
  }
  const code = await ended;
  if (code !== 0) throw new ProgramFailed(`${file} ended with exit code ${code}`);
}

/** A program's end of it. @param {object} message */
export const tell = (message) => process.stdout.write(`${MARK}${JSON.stringify(message)}\n`);
