import { NndlError } from "nndl";
import { describe, expect, it } from "vitest";
import { checkDataChoice } from "./data-choice.ts";
import { countOf, mostPainted } from "./painted.ts";
import { asPainted, paintedSet } from "./painted-set.ts";
import { setsOf } from "./sets.ts";
import { toyPoints } from "./toys.ts";

const noDigits = { digits: () => Promise.reject(new Error("not here")) };
const points = [[-50, 25, 0, 100], [], [110, -110]];

describe("painted points", () => {
  it("are a data set of as many classes as there are lists, class after class", async () => {
    const { training, test } = await setsOf({ kind: "painted", points }, noDigits);
    expect([...training.features]).toEqual([-0.5, 0.25, 0, 1, Math.fround(1.1), Math.fround(-1.1)]);
    expect([0, 1, 2].map((i) => training.label(i))).toEqual([0, 0, 2]);
    expect([training.targetSize, test]).toEqual([3, undefined]);
    expect(training.preparation?.targets).toMatchObject({ names: ["orange", "blue", "green"] });
  });

  it("keep a share of each class for testing, by a seed", async () => {
    const many = asPainted(toyPoints("rings", 300, 0.05, 1)).points;
    const divide = (seed: number) => setsOf({ kind: "painted", points: many, testShare: 0.2, seed }, noDigits);
    const { training, test } = await divide(1);
    expect([training.count, test?.count]).toEqual([240, 60]);
    const labels = Array.from({ length: 60 }, (_, i) => test!.label(i));
    expect([0, 1, 2].map((label) => labels.filter((each) => each === label).length)).toEqual([20, 20, 20]);
    expect((await divide(1)).test?.features).toEqual(test?.features);
    expect((await divide(2)).test?.features).not.toEqual(test?.features);
    // One is learned from, whatever is asked for.
    const one = await setsOf({ kind: "painted", points: [[1, 1], []], testShare: 0.9 }, noDigits);
    expect([one.training.count, one.test]).toEqual([1, undefined]);
  });

  it("can begin with a shape, as far as it lies in the plane, and are the same again", () => {
    const { points: taken, leftOut } = asPainted(toyPoints("clouds", 200, 0.3, 0));
    expect(countOf(taken) + leftOut).toBe(200);
    expect(leftOut).toBeGreaterThan(0);
    expect(asPainted(paintedSet(taken))).toEqual({ points: taken, leftOut: 0 });
    expect(JSON.parse(JSON.stringify(taken))).toEqual(taken);
    const all = asPainted(toyPoints("xor", 700, 0, 0));
    expect([countOf(all.points), all.leftOut]).toEqual([mostPainted, 200]);
  });

  it("of a recipe stay as they are", () => {
    const checked = checkDataChoice({ kind: "painted", points });
    expect(checked).toEqual({ kind: "painted", points, testShare: 0, seed: 0, features: ["x", "y"] });
    expect(checkDataChoice(checked)).toEqual(checked);
  });

  it.each([
    ["nothing", undefined],
    ["a text", "AAAA"],
    ["no classes", []],
    ["one class", [[1, 2]]],
    ["five classes", [[1, 2], [], [], [], []]],
    ["no point", [[], []]],
    ["half a point", [[1, 2, 3], []]],
    ["a point outside", [[111, 0], []]],
    ["a zero with a sign", JSON.parse("[[-0, 1], []]")],
    ["a fraction", [[0.5, 0], []]],
    ["a text as a place", [["0", 0], []]],
    ["nothing as a place", [[null, 0], []]],
    ["an object as a class", [{ length: 2, 0: 1, 1: 1 }, []]],
    ["too many of a class", [new Array(2 * mostPainted + 2).fill(0), []]],
    ["too many of all", [new Array(2 * mostPainted).fill(0), [0, 0]]],
  ])("are refused where they are %s", (_, wrong) => {
    const refuse = () => checkDataChoice({ kind: "painted", points: wrong });
    expect(refuse).toThrow(NndlError);
    expect(refuse).toThrow(expect.objectContaining({ code: "recipe.data" }));
  });
});
