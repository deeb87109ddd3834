import {
  activationNames,
  costNames,
  initializerNames,
  optimizerNames,
  optimizers,
  scheduleNames,
  schedules,
} from "nndl/functions";
import { describe, expect, it } from "vitest";
import {
  activationWords,
  costWords,
  initializerChoice,
  initializerWords,
  optimizerWords,
  scheduleWords,
  settingWords,
} from "./setting-words.ts";

/** Names that are what people say. */
const asPeopleSay = ["cross-entropy", "log-likelihood", "L-BFGS"];

describe.each([
  ["activations", activationNames, activationWords],
  ["costs", costNames, costWords],
  ["initializers", initializerNames, initializerWords],
  ["optimizers", optimizerNames, optimizerWords],
  ["schedules", scheduleNames, scheduleWords],
] as const)("the words for %s", (_, names, table) => {
  const words = Object.values(table);
  it("are there for each, and for each others", () => {
    expect(Object.keys(table).sort()).toEqual([...names].sort());
    expect(new Set(words).size).toBe(names.length);
  });
  it("are no names of a program", () => {
    const isOfProgram = (name: string) => /-|^(sgd|\w*relu|g?elu|adamw?|he|rmsprop)$/.test(name);
    expect(words.filter((word) => isOfProgram(word) && !asPeopleSay.includes(word) && !/[ ’]/.test(word))).toEqual([]);
  });
});

it("tells initializers apart where one chooses", () => {
  expect(initializerChoice("scaled-gaussian")).toBe("scaled to the inputs (1/√n)");
  expect(initializerChoice("glorot")).toBe("Glorot’s");
  expect(new Set(initializerNames.map(initializerChoice)).size).toBe(initializerNames.length);
});

it("has a sign or a word for every number of an optimizer or a schedule", () => {
  const all = [...Object.values(optimizers), ...Object.values(schedules)].flatMap(({ defaults }) =>
    Object.keys(defaults),
  );
  expect(all.filter((name) => settingWords[name] === undefined)).toEqual([]);
});
