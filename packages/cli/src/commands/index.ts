import type { CommandEntry } from "../command.ts";

const book = "The book:";

/** Every command, in the order of the overview. A new one is a file in this folder and a line here. */
export const commands: readonly CommandEntry[] = [
  {
    name: "program",
    group: book,
    summary: "run one of the reading room's short programs",
    load: async () => (await import("./program.ts")).program,
  },
];
