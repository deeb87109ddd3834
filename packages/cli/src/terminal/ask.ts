import { createInterface } from "node:readline/promises";

/** Puts a question to whoever sits at the terminal; undefined where nobody does. */
export type Ask = (question: string) => Promise<string | undefined>;

/** An answer of one line; undefined too at the end of the input, as after Ctrl-D. */
export const askAtTerminal: Ask = async (question) => {
  if (!process.stdin.isTTY || !process.stderr.isTTY) return undefined;
  // On stderr: what stdout is may be somebody's file.
  const lines = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return await Promise.race([
      lines.question(question),
      new Promise<undefined>((resolve) => lines.once("close", () => resolve(undefined))),
    ]);
  } finally {
    lines.close();
  }
};
