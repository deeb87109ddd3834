import { describe, expect, test } from "vitest";
import { demo, down, imagine, learn, recognize, smudgedDigits, up } from "./belief.ts";
import { Random } from "./random.ts";

const quick = { epochs: 2, size: 5, eta: 0.1 };

describe("a deep belief net", () => {
  test("recognizes the digits that it has learned, and imagines those that it is asked for", () => {
    const lines = demo();
    expect(Number(/recognized: (\d+)/.exec(lines[1])?.[1])).toBeGreaterThan(140);
    // A one is its middle column.
    const one = lines.slice(3).map((line) => line.split("   ")[1]);
    expect(one).toEqual(Array(5).fill("··##··"));
    const zero = lines.slice(3).map((line) => line.split("   ")[0]);
    expect(zero[0]).toBe("######");
    expect(zero[2]).toBe("##··##");
  });

  test("goes up and down through as many layers as it has", () => {
    const random = new Random(1);
    const examples = smudgedDigits(2, random);
    const net = learn([15, 8, 7, 6], 5, examples, quick, random);
    expect(net.machines.map(({ visibleBiases }) => visibleBiases.length)).toEqual([15, 8, 12]);
    expect(up(net, examples[0].v)).toHaveLength(7);
    expect(down(net, Array<number>(12).fill(0))).toHaveLength(15);
    expect(imagine(net, 4, 2, random)).toHaveLength(15);
  });

  test("refuses nonsense", () => {
    const random = new Random(1);
    const examples = smudgedDigits(1, random);
    expect(() => learn([15], 5, examples, quick, random)).toThrow("sizes");
    expect(() => learn([15, 3], 3, examples, quick, random)).toThrow("label");
    expect(() => learn([15, 3], 5, [], quick, random)).toThrow("examples");
    const net = learn([15, 3], 5, examples, quick, random);
    expect(() => recognize(net, [1, 0])).toThrow("visible neurons");
    expect(() => imagine(net, 5, 1, random)).toThrow("from 0 to 4");
  });
});
