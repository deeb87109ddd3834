import type { CommandEntry } from "../command.ts";

const book = "The book:";
const networks = "Networks:";
const generative = "Models that make examples:";
const surroundings = "Around them:";

/** Every command, in the order of the overview. A new one is a file in this folder and a line here. */
export const commands: readonly CommandEntry[] = [
  {
    name: "reproduce",
    group: book,
    summary: "run the book's experiments, its results beside ours",
    load: async () => (await import("./reproduce.ts")).reproduce,
  },
  {
    name: "program",
    group: book,
    summary: "run one of the reading room's short programs",
    load: async () => (await import("./program.ts")).program,
  },
  {
    name: "approximate",
    group: book,
    summary: "build a network that computes a function, by hand",
    load: async () => (await import("./approximate.ts")).approximate,
  },
  {
    name: "lab",
    group: book,
    summary: "serve the interactive book and the studio to a browser",
    load: async () => (await import("./lab.ts")).lab,
  },
  {
    name: "train",
    group: networks,
    summary: "train a network, or go on training one",
    load: async () => (await import("./train.ts")).train,
  },
  {
    name: "evaluate",
    group: networks,
    summary: "measure a network: cost, accuracy, what it confuses",
    load: async () => (await import("./evaluate.ts")).evaluate,
  },
  {
    name: "attack",
    group: networks,
    summary: "change images a little, so that a network misreads them",
    load: async () => (await import("./attack.ts")).attack,
  },
  {
    name: "ensemble",
    group: networks,
    summary: "let several networks vote, or train several to do so",
    load: async () => (await import("./ensemble.ts")).ensemble,
  },
  {
    name: "predict",
    group: networks,
    summary: "read pictures, or answer to the rows of a table",
    load: async () => (await import("./predict.ts")).predict,
  },
  {
    name: "map",
    group: networks,
    summary: "draw where a layer of two units puts examples",
    load: async () => (await import("./map.ts")).map,
  },
  {
    name: "inspect",
    group: networks,
    summary: "look inside a network: layers, shapes, norms, how it was trained",
    load: async () => (await import("./inspect.ts")).inspect,
  },
  {
    name: "boltzmann",
    group: generative,
    summary: "train a restricted Boltzmann machine, or a deep belief net of several",
    load: async () => (await import("./boltzmann.ts")).boltzmann,
  },
  {
    name: "dream",
    group: generative,
    summary: "let one make examples: see its chains, ask for a class",
    load: async () => (await import("./dream.ts")).dream,
  },
  {
    name: "generate",
    group: generative,
    summary: "let a network that learned from a text write",
    load: async () => (await import("./generate.ts")).generate,
  },
  {
    name: "likelihood",
    group: generative,
    summary: "say how likely it holds examples, between two estimates",
    load: async () => (await import("./likelihood.ts")).likelihood,
  },
  {
    name: "runs",
    group: surroundings,
    summary: "list, compare, export and remove what was trained",
    load: async () => (await import("./runs.ts")).runs,
  },
  {
    name: "report",
    group: surroundings,
    summary: "make one page of runs: curves, mistakes, the book beside ours",
    load: async () => (await import("./report.ts")).report,
  },
  {
    name: "data",
    group: surroundings,
    summary: "look at data: what was found, how inputs are made; save it",
    load: async () => (await import("./data.ts")).data,
  },
  {
    name: "doctor",
    group: surroundings,
    summary: "check that this machine has what nndl needs",
    load: async () => (await import("./doctor.ts")).doctor,
  },
];
