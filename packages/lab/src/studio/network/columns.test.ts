import { convPool2d, dense, dropout, type NetworkInput } from "nndl";
import { checkNetworkSpec } from "nndl/spec";
import { describe, expect, it } from "vitest";
import { areAlike, columnsOf } from "./columns.ts";
import { linesOf } from "./drawn-lines.ts";
import { countInWords, lineInWords, unitName } from "./unit-words.ts";

const columns = (network: NetworkInput, input?: readonly number[]) => columnsOf(checkNetworkSpec(network), input);
const names = { input: (unit: number) => ["x", "y"][unit], output: (unit: number) => `the output for ${unit}` };

describe("the columns of a drawn network", () => {
  it("are its inputs and its layers, of which the first and last units are drawn", () => {
    const made = columns({ input: [2], layers: [dense(30, "tanh"), dropout(0.5), dense(2, "softmax")] });
    expect(made.map(({ units, shown }) => [units, shown])).toEqual([
      [2, [0, 1]],
      [30, [0, 1, 2, 3, 26, 27, 28, 29]],
      [30, [0, 1, 2, 3, 26, 27, 28, 29]],
      [2, [0, 1]],
    ]);
    expect(made.map(countInWords)).toEqual(["2 inputs", "8 of 30 neurons", "8 of 30 neurons", "2 neurons"]);
    expect(made.map((column) => unitName(column, 1, 3, names))).toEqual([
      "y",
      "neuron 2 of layer 1",
      "neuron 2 of layer 2",
      "the output for 1",
    ]);
  });

  it("are pictures where there are pictures, also of a row of numbers that is one", () => {
    const row = columns({ input: [784], layers: [dense(10)] }, [1, 28, 28]);
    expect(row[0]).toMatchObject({ units: 1, isMaps: true, shape: [1, 28, 28] });
    expect(countInWords(row[0]!)).toBe("28 × 28 pixels");
    expect(unitName(row[0]!, 0, 1, names)).toBe("the picture");
    const maps = columns({ input: [3, 8, 8], layers: [convPool2d(20, 3, 2), dense(10)] });
    expect(maps.map(({ units, isMaps }) => [units, isMaps])).toEqual([
      [3, true],
      [20, true],
      [10, false],
    ]);
    expect(unitName(maps[0]!, 2, 2, names)).toBe("blue");
    expect(countInWords(maps[1]!)).toBe("8 of 20 maps");
    expect(unitName(maps[1]!, 4, 2, names)).toBe("map 5 of layer 1");
    // Data of other sizes are not its inputs.
    expect(columns({ input: [2], layers: [dense(1)] }, [1, 28, 28])[0]!.units).toBe(2);
  });

  it("are alike where the same is known of both", () => {
    const small = (units: number, seed: number) => columns({ input: [2], layers: [dense(units), dense(2)], seed });
    expect(areAlike(small(3, 1), small(3, 2))).toBe(true);
    expect(areAlike(small(3, 1), small(4, 1))).toBe(false);
  });
});

describe("the lines between them", () => {
  const made = columns({ input: [2], layers: [dense(2, "tanh"), dropout(0.5), dense(1)] });
  const laid = made.map(({ shown }, layer) => ({
    x: 100 * layer,
    circles: shown.map((unit) => ({ layer, unit, x: 100 * layer, y: 40 * unit })),
    hidden: 0,
    gap: 0,
  }));
  const lines = (drawing?: Parameters<typeof linesOf>[3]) => linesOf(made, laid, () => 20, drawing);

  it("are all that there will be, before they are known", () => {
    expect(lines().map(({ layer, to, from, value }) => [layer, to, from, value])).toEqual([
      [1, 0, 0, undefined],
      [1, 0, 1, undefined],
      [1, 1, 0, undefined],
      [1, 1, 1, undefined],
      // Dropout passes on, and has no weights.
      [2, 0, 0, undefined],
      [2, 1, 1, undefined],
      [3, 0, 0, undefined],
      [3, 0, 1, undefined],
    ]);
  });

  it("are as strong as they are beside the strongest of their layer", () => {
    const column = (of: "weights" | "nothing", ...values: number[]) => ({
      lines: Float32Array.from(values),
      of,
      biases: new Float32Array(0),
    });
    const drawing = {
      columns: [
        column("nothing"),
        column("weights", 1, -4, 2, 0),
        column("nothing", 1, Number.NaN, Number.NaN, 1),
        column("weights", -0.5, 0.25),
      ],
    };
    const known = lines(drawing);
    expect(known.map(({ share }) => share)).toEqual([0.25, 1, 0.5, 0, 0, 0, 1, 0.5]);
    expect(known[1]).toMatchObject({ layer: 1, to: 0, from: 1, value: -4, x1: 10, y1: 40, x2: 90, y2: 0 });
  });

  it("are said in words", () => {
    expect(lineInWords("x", "neuron 1 of layer 1", "weights", -1.25)).toBe(
      "From x to neuron 1 of layer 1: weight −1.250.",
    );
    expect(lineInWords("the picture", "map 1 of layer 1", "lengths", 2)).toMatch(/together are 2\.000 long\.$/);
    expect(lineInWords("a", "b", "nothing", 1)).toBe("From a to b: passed on, without a weight.");
  });
});
