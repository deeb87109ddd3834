/** The options of `nndl boltzmann`. */
import { codeOf, number, path, type Reader, whole, word } from "@nndl/words/readers";
import type { Command } from "commander";
import { option } from "../options/option.ts";
import { quote, UsageError } from "../usage-error.ts";

/** What someone asked for. */
export interface BoltzmannOptions {
  readonly hidden?: readonly number[];
  readonly units?: "binary" | "gaussian";
  readonly classes?: true;
  readonly seed?: number;
  readonly epochs?: number;
  readonly batch?: number;
  readonly lr?: number;
  readonly steps?: GibbsRange;
  readonly persistent?: true;
  readonly momentum?: number;
  readonly decay?: number;
  readonly sparsity?: number;
  readonly examples?: "drawn" | "given";
  readonly data?: string;
  readonly limit?: number;
  readonly threads?: number | "auto";
  readonly out?: string;
  readonly resume?: string | true;
}

export interface GibbsRange {
  readonly from: number;
  readonly to: number;
}

/** What holds when nothing is said. */
export const usual = { hidden: [500], epochs: 10, batch: 20, lr: 0.05, steps: { from: 1, to: 1 }, seed: 1 } as const;

/** "500" or "500-500-2000": units of each layer above the data. */
export const hiddenSizes: Reader<readonly number[]> = (text, flag) => {
  const sizes = text.split("-").map((part) => (/^\d+$/.test(part) ? Number(part) : 0));
  if (sizes.every((size) => size > 0 && size <= 2 ** 20)) return sizes;
  throw new UsageError(codeOf(flag), {
    received: quote(text),
    expected: `${flag} must be the units of each layer above the data, with - between`,
    next: `Write for example ${flag} 500, or ${flag} 500-500-2000 for a deep belief net.`,
  });
};

/** "1", or "1..25": k of CD-k, in the first epoch and in the last. */
export const gibbsSteps: Reader<GibbsRange> = (text, flag) => {
  const [, from, to = from] = /^(\d+)(?:\.\.(\d+))?$/.exec(text) ?? [];
  const steps = { from: Number(from), to: Number(to) };
  if (steps.from >= 1 && steps.to >= 1 && steps.from <= 1000 && steps.to <= 1000) return steps;
  throw new UsageError(codeOf(flag), {
    received: quote(text),
    expected: `${flag} must be a number of Gibbs steps from 1 to 1000, or two of them`,
    next: `Write for example ${flag} 1, or ${flag} 1..25 for steps that grow from epoch to epoch.`,
  });
};

const threads: Reader<number | "auto"> = (text, flag) =>
  text === "auto" ? text : whole({ min: 1, max: 64 })(text, flag);

export function declareBoltzmannOptions(command: Command): void {
  const machine = "The machine:";
  const learning = "Learning:";
  const about = "Data and files:";
  for (const each of [
    option("--hidden <sizes>", {
      group: machine,
      about:
        "hidden units; several sizes with - between make a deep belief net, a machine upon a machine: 500-500-2000",
      read: hiddenSizes,
      usual: usual.hidden.join("-"),
    }),
    option("--units <kind>", {
      group: machine,
      about: "the visible units: binary, for data from 0 to 1; gaussian, for numbers around 0 of deviation 1",
      read: word(["binary", "gaussian"]),
      usual: "binary",
    }),
    option("--classes", {
      group: machine,
      about:
        "let the topmost machine learn the classes as well, by persistent chains, a weight decay of 0.001 and a rate that falls to 0, so that nndl dream --class 3 can ask for threes",
    }),
    option("--seed <n>", {
      group: machine,
      about: "where all chance comes from",
      read: whole({ min: 0 }),
      usual: String(usual.seed),
    }),
    option("--epochs <n>", {
      group: learning,
      about: "how often each machine sees all the training examples",
      read: whole({ min: 1 }),
      usual: String(usual.epochs),
    }),
    option("--batch <n>", {
      group: learning,
      about: "examples in a mini-batch, and chains",
      read: whole({ min: 1, max: 65_536 }),
      usual: String(usual.batch),
    }),
    option("--lr <η>", {
      group: learning,
      about: "the learning rate",
      read: number({ above: 0 }),
      usual: `${usual.lr}, or ${usual.lr / 50} for gaussian units`,
    }),
    option("--steps <k>", {
      group: learning,
      about:
        "steps of Gibbs sampling between an example and what it is compared with: k of CD-k; 1..25 grow from epoch to epoch",
      read: gibbsSteps,
      usual: "1",
    }),
    option("--persistent", { group: learning, about: "let chains go on from mini-batch to mini-batch (PCD)" }),
    option("--momentum <μ>", { group: learning, about: "momentum", read: number({ min: 0, below: 1 }), usual: "0" }),
    option("--decay <λ>", {
      group: learning,
      about: "weight decay: each step takes ηλw off each weight",
      read: number({ min: 0, below: 1 }),
      usual: "0",
    }),
    option("--sparsity <p>", {
      group: learning,
      about: "pull each hidden unit towards being on this often",
      read: number({ above: 0, below: 1 }),
      usual: "none",
    }),
    option("--examples <how>", {
      group: learning,
      about:
        "drawn: an example's numbers are probabilities, and states are drawn from them each time; given: they are the states",
      read: word(["drawn", "given"]),
      usual: "drawn for binary units, given for gaussian ones",
    }),
    option("--data <dir>", { group: about, about: "what to learn, as for nndl train", read: path, usual: "mnist" }),
    option("--limit <n>", { group: about, about: "learn only the first n examples", read: whole({ min: 1 }) }),
    option("--threads <n>", {
      group: about,
      about: 'how many; a number changes no bit of the result, nor does "auto"',
      read: threads,
      usual: "auto",
    }),
    option("--out <dir>", { group: about, about: "the folder to write to", read: path, usual: "runs/DATE-TIME" }),
    option("--resume [dir]", {
      group: about,
      about: "go on with a training that was interrupted, or with the newest if none is named",
      read: path,
    }),
  ])
    command.addOption(each);
}
