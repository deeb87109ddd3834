/** For tests: the command without a process of its own, which is most of what a refusal costs. */
import { main } from "../main.ts";
import type { Ask } from "../terminal/ask.ts";
import type { Finished } from "./spawn.ts";

/**
 * Runs `nndl` in a directory, with nobody at a terminal. It must not be interrupted, for that would end the tests.
 *
 * @param ask answers questions, where somebody is to be there after all
 */
export async function nndlHere(args: readonly string[], cwd: string, ask?: Ask): Promise<Finished> {
  const stdout: string[] = [];
  const stderr: string[] = [];
  const before = process.cwd();
  process.chdir(cwd);
  try {
    const code = await main(args, {
      stdout: { write: (text) => stdout.push(text) },
      stderr: { write: (text) => stderr.push(text) },
      environment: {},
      ...(ask === undefined ? {} : { ask }),
    });
    return { code, stdout: stdout.join(""), stderr: stderr.join("") };
  } finally {
    process.chdir(before);
  }
}
