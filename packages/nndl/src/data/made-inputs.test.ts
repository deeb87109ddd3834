import { describe, expect, it } from "vitest";
import { Network, network } from "../network/index.ts";
import { npzOf, openRows, openSource, prepareRows } from "../sources/index.ts";
import { refused, refusedLater } from "../testing/refused.ts";
import { Dataset } from "./dataset.ts";
import { inputNames, madeInputs } from "./made-inputs.ts";
import { checkPreparation, inputSizeOf, type Preparation, type TableInputs } from "./preparation.ts";

const number = (name: string, mean = 0, deviation = 1) => ({ kind: "number", name, mean, deviation }) as const;
const inputs: TableInputs = {
  kind: "table",
  columns: [number("x"), number("y", 10, 2)],
  made: [
    { kind: "product", of: ["y"] },
    { kind: "product", of: ["x", "x"] },
    { kind: "product", of: ["x", "y", "y"] },
    { kind: "sine", of: ["x"] },
  ],
};
const preparation: Preparation = { inputs, targets: { kind: "classes", name: "kind", names: ["a", "b"] } };
const file = (path: string, bytes: Uint8Array | string) => ({
  path,
  read: async () => (typeof bytes === "string" ? new TextEncoder().encode(bytes) : Uint8Array.from(bytes)),
});

describe("inputs that are made of columns", () => {
  it("are products and sines of scaled numbers, in their order", () => {
    expect([...madeInputs(inputs, Float32Array.of(0.5, 3, -1, 2))]).toEqual([3, 0.25, 4.5, 1, 2, 1, -4, 0]);
    expect(inputNames(inputs)).toEqual(["y", "x²", "x·y²", "sin(πx)"]);
    expect(inputSizeOf(preparation)).toBe(4);
  });

  it("are computed of what float32 has, and rounded once", () => {
    const x = Math.fround(0.1);
    const [, square, , sine] = madeInputs(inputs, Float32Array.of(0.1, 1));
    expect(square).toBe(Math.fround(x * x));
    expect(sine).toBeCloseTo(Math.sin(Math.PI * x), 6);
  });

  it("are the same by every door: a row, a table, a table in any order, and a saved data set", async () => {
    const row = { x: 0.3, y: 7 };
    const [asRow] = prepareRows(preparation, [row]);
    const { inputs: asTable } = await openRows(file("t.csv", "y,more,x\n7,1,0.3\n"), preparation);
    const table = file("t.csv", "y,x,kind\n7,0.3,a\n8,-0.4,b\n");
    const { training } = await openSource([table], { preparation });
    expect(training.shape).toEqual([4]);
    expect(asTable[0]).toEqual(asRow);
    expect(training.input(0)).toEqual(asRow);
    const saved = file("t.npz", npzOf({ training }));
    // By itself, and for the network that learned from it: it is not made a second time.
    for (const options of [{}, { preparation }]) {
      const again = (await openSource([saved], options)).training;
      expect(again.features).toEqual(training.features);
      expect(again.preparation).toEqual(preparation);
    }
  });

  it("travel with the network, which asks for the columns", () => {
    const net = network({ input: [4], layers: [{ type: "dense", units: 2 }], seed: 1 });
    net.preparation = preparation;
    const read = Network.fromBytes(net.toBytes());
    expect(read.preparation).toEqual(preparation);
    expect(refused(() => prepareRows(read.preparation, [{ x: 1 }])).message).toContain('"y"');
    const two = network({ input: [2], layers: [{ type: "dense", units: 2 }], seed: 1 });
    expect(refused(() => Object.assign(two, { preparation })).code).toBe("preparation");
  });

  it.each([
    ["none", []],
    ["of a column that is not there", [{ kind: "product", of: ["z"] }]],
    ["of nothing", [{ kind: "product", of: [] }]],
    ["of too much", [{ kind: "product", of: Array(17).fill("x") }]],
    ["otherwise", [{ kind: "cosine", of: ["x"] }]],
    ["with more", [{ kind: "sine", of: ["x"], by: 2 }]],
    ["as a text", "x"],
  ])("are refused where they are %s", (_, made) => {
    expect(refused(() => checkPreparation({ inputs: { ...inputs, made } })).code).toBe("preparation");
  });

  it("are refused of words", () => {
    const columns = [number("x"), { kind: "words", name: "town", words: ["Bern"] }];
    const made = [{ kind: "product", of: ["x"] }];
    expect(refused(() => checkPreparation({ inputs: { kind: "table", columns, made } })).message).toContain("town");
  });
});

describe("a saved table", () => {
  const rows = new Dataset({
    name: "rows",
    shape: [1],
    features: Float32Array.of(-1, 0, 1),
    targets: { kind: "classes", labels: [0, 1, 1], classes: 2 },
    preparation: { inputs: { kind: "table", columns: [number("age", 40, 10)] } },
  });
  const saved = file("rows.npz", npzOf({ training: rows }));

  it("is not scaled again for the network that learned from it", async () => {
    const { training } = await openSource([saved], { preparation: rows.preparation });
    expect([...training.features]).toEqual([-1, 0, 1]);
  });
  it("is refused for one that learned from inputs of other means", async () => {
    const other = { inputs: { kind: "table", columns: [number("age", 50, 10)] } } as const;
    const error = await refusedLater(openSource([saved], { preparation: other }));
    expect(error.code).toBe("npz.kept");
    expect(error.message).toContain("made otherwise");
  });
});
