import { count, plural, showNumber } from "@nndl/words/numbers";
import { path, whole, word } from "@nndl/words/readers";
import { type SetName, setNames } from "@nndl/words/set-names";
import { binarize, likelihoodBracket, measureMachine, pseudoLogLikelihood } from "nndl/generative";
import { openMachine } from "../boltzmann/open.ts";
import type { CommandModule } from "../command.ts";
import { openData } from "../data-sets.ts";
import { option } from "../options/option.ts";
import { whileReading } from "../reading-progress.ts";
import { UsageError } from "../usage-error.ts";

interface LikelihoodOptions {
  readonly data?: string;
  readonly set?: SetName;
  readonly limit?: number;
  readonly temperatures?: number;
  readonly chains?: number;
  readonly reverse?: number;
}

const usual = { temperatures: 1000, chains: 100, reverse: 100 } as const;

export const likelihood: CommandModule = {
  description:
    "Says how likely a restricted Boltzmann machine holds examples that it has not seen, in nats for each: as a bracket, between annealing " +
    "forwards, which says rather too much, and annealing backwards, which says rather too little; exactly, where one side has at most 20 " +
    "units. Of pixels between 0 and 1 it draws zeros and ones, once. Besides, how near its reconstructions come.",
  examples: [
    ["nndl likelihood", "of the machine that was trained last, on the test images"],
    ["nndl likelihood runs/digits --temperatures 10000", "a narrower bracket, in ten times the time"],
    ["nndl likelihood machine.safetensors --set training --limit 1000", "on images that it has learned"],
  ],

  declare(command) {
    command
      .argument("[MACHINE]", "a machine's file, or the folder of its training (default: the newest)")
      .addOption(
        option("--data <dir>", { about: "the data that it learned, as for nndl train", read: path, usual: "mnist" }),
      )
      .addOption(
        option("--set <name>", {
          about: `the examples to judge: one of ${setNames.join(", ")}`,
          read: word(setNames),
          usual: "test",
        }),
      )
      .addOption(option("--limit <n>", { about: "only the first n of them", read: whole({ min: 1 }) }))
      .addOption(
        option("--temperatures <n>", {
          about: "steps between a machine without weights and this one: the more, the narrower the bracket",
          read: whole({ min: 1, max: 1_000_000 }),
          usual: count(usual.temperatures),
        }),
      )
      .addOption(
        option("--chains <n>", {
          about: "chains that are annealed forwards",
          read: whole({ min: 2, max: 10_000 }),
          usual: String(usual.chains),
        }),
      )
      .addOption(
        option("--reverse <n>", {
          about: "examples that are annealed backwards, a chain for each",
          read: whole({ min: 2, max: 10_000 }),
          usual: String(usual.reverse),
        }),
      );
  },

  async run(context, { args: [file], options }) {
    const {
      data,
      set = "test",
      limit,
      temperatures = usual.temperatures,
      chains = usual.chains,
      reverse = usual.reverse,
    } = options as LikelihoodOptions;
    const { machine, net, path: name } = openMachine(file);
    if (net !== undefined)
      throw new UsageError("boltzmann.net", {
        problem: `${name} is a deep belief net, whose likelihood nobody can tell`,
        next: "Name one of its machines, machine-1.safetensors for example.",
      });
    const sets = await whileReading(context, (reading) =>
      openData({ data, needsValidation: set === "validation", ...reading }),
    );
    const whole = sets[set] ?? sets.test;
    const examples = whole.take(Math.min(limit ?? whole.count, whole.count));
    const { reconstruction } = await measureMachine(machine, examples);
    const isBinary = machine.spec.units === "binary" && machine.spec.classes === 0;
    const drawn = isBinary ? binarize(examples, 0) : undefined;
    const few = drawn?.take(Math.min(1000, drawn.count));
    const pseudo = few && pseudoLogLikelihood(machine, few, { units: Math.min(100, machine.spec.visible) });
    const bracket =
      drawn &&
      (await likelihoodBracket(machine, drawn, {
        temperatures,
        chains,
        reverseExamples: reverse,
        base: sets.training,
      }));
    context.emit({
      machine: name,
      set,
      examples: examples.count,
      reconstruction,
      pseudoLogLikelihood: pseudo,
      ...bracket,
    });
    const { style } = context.out;
    context.print(
      style.bold(name),
      `  ${machine.spec.visible} visible and ${machine.spec.hidden} hidden units, ${plural(examples.count, "example")} (${set})`,
      "",
      `  squared error of a reconstruction  ${showNumber(reconstruction, 2)}`,
    );
    if (bracket === undefined || pseudo === undefined) {
      context.print("  Its units are not binary, or some stand for classes: likelihoods are told of others alone.");
      return undefined;
    }
    const { low, lowError, high, highFrom, highTo, exact } = bracket;
    const nats = (value: number) => showNumber(value, 2);
    context.print(
      `  pseudo-likelihood                  ${nats(pseudo)} nats`,
      `  log-likelihood, annealed forwards  ${nats(high)} nats (${Number.isFinite(highTo) ? `${nats(highFrom)} to ${nats(highTo)}` : `at least ${nats(highFrom)}, for all that the chains tell`}): rather too much`,
      `  annealed backwards                 ${nats(low)} nats (± ${nats(lowError)}): rather too little`,
      ...(exact === undefined ? [] : [`  exactly                            ${nats(exact)} nats`]),
    );
    return undefined;
  },
};
