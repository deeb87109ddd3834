import type { CommandEntry } from "../command.ts";

const book = "The book:";
const networks = "Networks:";

/** Every command, in the order of the overview. A new one is a file in this folder and a line here. */
export const commands: readonly CommandEntry[] = [
  {
    name: "program",
    group: book,
    summary: "run one of the reading room's short programs",
    load: async () => (await import("./program.ts")).program,
  },
  {
    name: "train",
    group: networks,
    summary: "train a network, or go on training one",
    load: async () => (await import("./train.ts")).train,
  },
];
