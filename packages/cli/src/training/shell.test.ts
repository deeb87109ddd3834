import { shellQuote } from "@nndl/words/shell-quote";
import { flagOf, type TrainFlags, trainOptionNames, trainOptions } from "@nndl/words/train-options";
import { classification } from "nndl";
import { expect, test } from "vitest";
import { commands } from "../commands/index.ts";
import type { DataSets } from "../data-sets.ts";
import { parse } from "../grammar.ts";
import { styleFor } from "../terminal/style.ts";
import { flagsFrom } from "./flags.ts";
import { makeSetup } from "./setup.ts";
import { commandFor, commandName } from "./shell.ts";

const set = classification(
  [
    [0, 1],
    [1, 0],
    [1, 1],
  ],
  [0, 1, 2],
);
const data: DataSets = { name: "small", source: "/a place/small", training: set, test: set };

async function flagsOf(command: string): Promise<TrainFlags> {
  const argv = (command.match(/'[^']*'|\S+/g) ?? []).map((word) => word.replaceAll("'", ""));
  const invocation = await parse(argv.slice(1), { commands, version: "", style: styleFor(false), columns: 80 });
  return invocation.kind === "command" ? flagsFrom(invocation.given.options) : {};
}

test.each<[TrainFlags]>([
  [{}],
  [{ layers: "2-7-3", activation: "relu", output: "softmax", init: "he", seed: 5, epochs: 2, batch: 3, lr: 0.25 }],
  [{ optimizer: { type: "adam", beta1: 0.8 }, schedule: { type: "step", every: 3 }, lambda: 2, l1: 0.5 }],
  [{ patience: 4, watch: { data: "test", measure: "cost" }, monitor: ["training", "test"], limit: 2, validation: 1 }],
  [{ momentum: 0.5, monitor: [] }],
  [{ expand: { shift: 1, rotate: 7.5, elastic: { alpha: 8, sigma: 4 } } }],
  [{ expand: "book" }],
  [{ layers: "2 dense4 tanh5:he dropout0.25:inverted softmax3:zeros", activation: "relu", init: "glorot" }],
])("the command for %j makes the same setup", async (flags) => {
  const setup = makeSetup(flags, data);
  const { limit, validation, expand } = flags;
  const command = commandFor(setup, { source: data.source, flags });
  expect(command).toContain("--data '/a place/small'");
  const again = await flagsOf(command);
  expect(makeSetup(again, data)).toEqual(setup);
  expect([again.limit, again.validation, again.expand]).toEqual([limit, validation, expand]);
});

const ofData = trainOptionNames.filter(
  (name) => name !== "data" && trainOptions[name].group === trainOptions.data.group,
);

test.each(ofData)(
  "the command says --%s as it was asked for: without it, the data are read otherwise",
  async (name) => {
    const { example, read } = trainOptions[name] as { example: string; read: (text: string, flag: string) => unknown };
    const flags: Readonly<Record<string, unknown>> = { [name]: read(example, flagOf(name)) };
    const command = commandFor(makeSetup({}, data), { source: data.source, flags });
    expect(await flagsOf(command)).toMatchObject(flags);
  },
);

test("a shell reads back what is quoted", () => {
  expect(["runs/a-1", "a b", "it's", "$HOME", ""].map(shellQuote)).toEqual([
    "runs/a-1",
    "'a b'",
    "'it'\\''s'",
    "'$HOME'",
    "''",
  ]);
});

test("under npm the command is npx nndl, which works from a clone", () => {
  expect(commandName({})).toBe("nndl");
  expect(commandName({ npm_command: "start" })).toBe("npx nndl");
});
