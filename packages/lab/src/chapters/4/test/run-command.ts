/** For tests: a command as it stands under a figure, read by a shell and run. */
import { execFileSync } from "node:child_process";
import { main } from "../../../../../cli/src/main.ts";

/** What a shell makes of it. */
export function wordsOf(command: string): string[] {
  return execFileSync("sh", ["-c", `printf '%s\\0' ${command}`], { encoding: "utf8" })
    .split("\0")
    .slice(0, -1);
}

/** What `nndl` says of an approximation, as far as figures show it. */
export interface Facts {
  readonly formula: string;
  readonly method: string;
  readonly bumps: number;
  readonly output: string;
  readonly neurons: readonly number[];
  readonly parameters: number;
  readonly deviation: { readonly output: { readonly mean: number; readonly largest: number } };
}

/** Runs it, and reads its JSON. */
export async function runCommand<Said = Facts>(command: string): Promise<Said> {
  const [npx, nndl, ...words] = wordsOf(command);
  if (npx !== "npx" || nndl !== "nndl") throw new Error(`no command of ours: ${command}`);
  let [said, wrong] = ["", ""];
  const code = await main([...words, "--json"], {
    stdout: { write: (text) => (said += text) },
    stderr: { write: (text) => (wrong += text) },
    environment: {},
  });
  if (code !== 0) throw new Error(`${command}: ${wrong}`);
  return JSON.parse(said) as Said;
}
