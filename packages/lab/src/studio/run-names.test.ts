import { dense } from "nndl";
import { expect, it } from "vitest";
import { checkRecipe, type Recipe } from "../training/recipe.ts";
import { presets } from "./presets.ts";
import { colourOf } from "./run-colours.ts";
import { differences, inWords } from "./run-names.ts";

const digits = presets[0]!.recipe;
const run = (recipe: Recipe, step = 100) => ({ recipe: checkRecipe(recipe), step, stepsPerEpoch: 50 });
const seed = (seed: number): Recipe => ({ ...digits, network: { ...digits.network, seed } });

it("describes a run in a line", () => {
  expect(inWords(checkRecipe(digits))).toBe("784 → 30 sigmoid → 10 sigmoid · quadratic · η 3 · seed 1");
  for (const { recipe } of presets) expect(inWords(checkRecipe(recipe))).toMatch(/η .* · seed 1$/);
  expect(inWords(checkRecipe(presets[2]!.recipe))).toMatch(/^network 28x28 convpool20x5x2:relu /);
  const started = { ...digits, from: { name: "run A", sha256: "0".repeat(64) } };
  const frozen = { ...started, training: { ...digits.training, freeze: [0] } };
  expect(inWords(checkRecipe(frozen))).toMatch(/ · from run A · layer 1 frozen · seed 1$/);
  expect(differences([run(digits), run(frozen)])).toEqual([
    "new weights · no layer frozen",
    "from run A · layer 1 frozen",
  ]);
});

it("calls runs by what tells them apart, and by nothing else", () => {
  expect(differences([run(seed(1)), run(seed(2)), run(seed(3))])).toEqual(["seed 1", "seed 2", "seed 3"]);
  const decays = { ...seed(2), training: { ...digits.training, regularization: { l2: 5 } } };
  expect(differences([run(digits), run(decays)])).toEqual(["seed 1", "λ 5 · seed 2"]);
  expect(differences([run(seed(2)), run(decays)])).toEqual(["λ 0", "λ 5"]);
  // Runs on other data are told by these, and from those on the same.
  expect(differences([run(digits), run(presets[3]!.recipe), run(seed(2))])).toEqual([
    "digits · seed 1",
    "spiral",
    "digits · seed 2",
  ]);
  // The same settings, not as far.
  expect(differences([run(digits, 20), run(digits, 75)])).toEqual(["20 mini-batches", "1.5 epochs"]);
  expect(differences([run(digits), run(digits)])).toEqual(["", ""]);
  expect(differences([run(digits)])).toEqual([""]);
});

it("says settings in words for people, not by the names that programs have for them", () => {
  const network = {
    ...digits.network,
    layers: [dense(30, "leaky-relu"), dense(10, "softmax")],
    cost: "log-likelihood" as const,
    initializer: "narrow-gaussian-ones" as const,
  };
  const training = { ...digits.training, optimizer: "rmsprop" as const, schedule: "one-cycle" as const };
  const other: Recipe = { ...digits, network, training };
  expect(inWords(checkRecipe(other))).toBe(
    "784 → 30 leaky ReLU → 10 softmax · log-likelihood · RMSProp η 3 · rate in one cycle · seed 1",
  );
  const scaled: Recipe = { ...digits, network: { ...digits.network, initializer: "scaled-gaussian" } };
  expect(differences([run(digits), run(scaled)])).toEqual(["first weights wide", "first weights scaled to the inputs"]);
  const slower: Recipe = { ...other, training: { ...training, optimizer: { type: "rmsprop", decay: 0.8 } } };
  expect(differences([run(other), run(slower)])[1]).toMatch(/^ρ 0.8 ε /);
  const clouds: Recipe = { ...presets[3]!.recipe, data: { kind: "toy", name: "gaussians" } };
  expect(differences([run(presets[3]!.recipe), run(clouds)])[1]).toBe("two clouds");
});

it("gives each run a colour of its own, and it stays", () => {
  expect(new Set([..."ABCDE", "before"].map(colourOf)).size).toBe(6);
});
