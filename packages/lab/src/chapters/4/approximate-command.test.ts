import { describe, expect, it } from "vitest";
import { type Approximation, approximateCommand } from "./approximate-command.ts";
import { goalText } from "./one-input/goal.ts";
import { runCommand, wordsOf } from "./test/run-command.ts";

describe("the command of a network that is built", () => {
  it.each<[Approximation, string]>([
    [{ formula: goalText, bumps: 50 }, "npx nndl approximate --bumps 50"],
    [
      { formula: goalText, bumps: 5, overlap: 2, steepness: 300, output: "sigmoid" },
      "npx nndl approximate --bumps 5 --overlap 2 --steepness 300",
    ],
    [
      { formula: "2x - 1", bumps: 7, output: "linear", overlap: 1 },
      "npx nndl approximate '2x - 1' --bumps 7 --output linear",
    ],
    [{ formula: "x*y", bumps: 10, output: "linear" }, "npx nndl approximate 'x*y' --bumps 10 --output linear"],
    [{ formula: goalText, bumps: 8, method: "relu", output: "linear" }, "npx nndl approximate --method relu --bumps 8"],
    [
      { formula: "exp(-y)", bumps: 64, method: "directions" },
      "npx nndl approximate 'exp(-y)' --method directions --bumps 64",
    ],
    [{ formula: "0.5x", bumps: 3, method: "towers" }, "npx nndl approximate 0.5x --method towers --bumps 3"],
  ])("of %j is %s", (asked, command) => {
    expect(approximateCommand(asked)).toBe(command);
  });

  it.each<[Approximation, readonly number[]]>([
    [{ formula: goalText, bumps: 7, overlap: 2, steepness: 500 }, [30, 1]],
    [{ formula: "0.2 + x*y/2", bumps: 3, output: "sigmoid" }, [8, 9, 1]],
    [{ formula: "abs(x - 0.5)", bumps: 5, method: "relu" }, [5, 1]],
    [{ formula: "x - y", bumps: 6, method: "directions" }, [30, 1]],
  ])("of %j builds layers of %j", async (asked, neurons) => {
    const facts = await runCommand(approximateCommand(asked));
    expect(facts).toMatchObject({ formula: asked.formula, bumps: asked.bumps, neurons });
  });

  it("is for a shell what was typed, whatever that is", () => {
    for (const formula of ["x'; echo $(id) #'y", '"`x`"', "x & y | z > *"])
      expect(wordsOf(approximateCommand({ formula, bumps: 1 }))[3]).toBe(formula);
  });

  it("is not taken for an option where the formula begins with a minus", async () => {
    const facts = await runCommand(approximateCommand({ formula: "-x", bumps: 2, output: "linear" }));
    expect(facts).toMatchObject({ bumps: 2, output: "linear" });
  });
});
