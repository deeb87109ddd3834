import { dense, Network, NndlError } from "nndl";
import { openRows, openSource, prepareRows } from "nndl/sources";
import { describe, expect, it } from "vitest";
import { checkDataChoice, type DataChoice } from "./data-choice.ts";
import { type FeatureName, featureNames } from "./features.ts";
import { checkRecipe, type Recipe } from "./recipe.ts";
import { setsOf } from "./sets.ts";
import { Workbench } from "./workbench.ts";

const noDigits = { digits: () => Promise.reject(new Error("not here")) };
const shown: readonly FeatureName[] = ["x²", "xy", "sin(πy)"];
const data: DataChoice = { kind: "toy", name: "rings", count: 90, features: shown };
const recipe: Recipe = {
  network: { input: [3], layers: [dense(6, "tanh"), dense(3, "softmax")], seed: 1 },
  data,
  training: { epochs: 2, miniBatchSize: 10, learningRate: 0.1 },
};
const file = (path: string, bytes: Uint8Array) => ({ path, read: async () => Uint8Array.from(bytes) });

describe("what a network is shown of points", () => {
  it("is in one order, whatever order it is given in; and x and y where nobody says", () => {
    expect(checkDataChoice({ ...data, features: ["sin(πy)", "x²", "xy"] })).toEqual(checkDataChoice(data));
    expect(checkDataChoice({ kind: "toy", name: "xor" })).toMatchObject({ features: ["x", "y"] });
    const f = { kind: "function", formula: "x*y", variables: 2 };
    expect(checkDataChoice({ ...f, features: ["xy"] })).toMatchObject({ features: ["xy"] });
  });

  it.each([
    ["none", []],
    ["one that is none", ["x³"]],
    ["one twice", ["x", "x"]],
    ["a text", "x"],
    ["a prototype's", ["constructor"]],
    ["endless", new Array(1000).fill("x")],
  ])("is refused where it is %s", (_, features) => {
    const refuse = () => checkDataChoice({ ...data, features });
    expect(refuse).toThrow(NndlError);
    expect(refuse).toThrow(expect.objectContaining({ code: "recipe.data" }));
  });
  it("is refused of a function of x alone", () => {
    expect(() => checkDataChoice({ kind: "function", formula: "x", features: ["x"] })).toThrow(NndlError);
  });

  it("is computed of the points, which stay the same", async () => {
    const plain = await setsOf({ ...data, features: ["x", "y"] }, noDigits);
    const all = await setsOf({ ...data, features: featureNames }, noDigits);
    expect(all.training.shape).toEqual([7]);
    for (let i = 0; i < all.training.count; i++) {
      const [x, y] = plain.training.input(i) as unknown as [number, number];
      const wanted = [x, y, x * x, y * y, x * y, Math.sin(Math.PI * x), Math.sin(Math.PI * y)];
      [...all.training.input(i)].forEach((value, j) => {
        expect(value).toBeCloseTo(wanted[j]!, 6);
      });
    }
  });

  it("is the same by every door: points of the set, the plane, typed points, tables, saved data", async () => {
    const workbench = await Workbench.open(recipe, noDigits);
    await workbench.train();
    const examples = await workbench.ask({ about: "examples", set: "training", limit: 60 });
    const { outputs } = await workbench.ask({ about: "outputs", set: "training" });
    const net = Network.fromBytes(workbench.save("safetensors"));
    const places = examples.places!;
    expect(places.length).toBe(120);

    const points = Array.from({ length: 60 }, (_, i) => ({ x: places[2 * i]!, y: places[2 * i + 1]! }));
    const typed = prepareRows(net.preparation, points);
    expect(typed.flatMap((each) => [...each])).toEqual([...examples.features]);
    const text = ["y,x", ...points.map(({ x, y }) => `${y},${x}`)].join("\n");
    const table = await openRows(file("points.csv", new TextEncoder().encode(text)), net.preparation);
    expect(table.inputs).toEqual(typed);
    const answers = await net.predict(table.inputs);
    expect(answers.flatMap((each) => [...each])).toEqual([...outputs.subarray(0, 180)]);

    // A corner of the grid is a point like any other.
    const plane = await workbench.ask({ about: "plane", x: [-0.5, 1], y: [-1, 0.25], columns: 3, rows: 2 });
    const [corner] = await net.predict(prepareRows(net.preparation, [{ x: 1, y: 0.25 }]));
    expect([...plane.outputs.subarray(15)]).toEqual([...corner!]);

    const saved = await openSource([file("rings-data.npz", await workbench.saveData())], {
      preparation: net.preparation,
    });
    expect(saved.training.features).toEqual((await setsOf(data, noDigits)).training.features);
    await workbench.close();
  });

  it("cannot be asked as a plane of a network that takes other numbers", async () => {
    const workbench = await Workbench.open(recipe, noDigits);
    await expect(workbench.ask({ about: "line", x: [0, 1], points: 5 })).rejects.toMatchObject({ code: "question" });
    await workbench.close();
  });

  it("decides the run, and is in its recipe", () => {
    expect(checkRecipe(recipe).data).toMatchObject({ features: shown });
  });
});
