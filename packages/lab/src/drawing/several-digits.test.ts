import { describe, expect, it } from "vitest";
import { lookAt } from "./several-digits.ts";
import type { Stroke } from "./strokes.ts";

const field = { width: 28, height: 28 };
const severalOf = async (...asked: Parameters<typeof lookAt>) => (await lookAt(...asked)).several;

describe("several digits on the pad", () => {
  const line = (x: number, from: number, to: number): Stroke => [
    { x, y: from },
    { x, y: to },
  ];
  const ring = (x: number): Stroke =>
    Array.from({ length: 40 }, (_, i) => ({
      x: x + 0.12 * Math.cos((i * Math.PI) / 19.5),
      y: 0.5 + 0.25 * Math.sin((i * Math.PI) / 19.5),
    }));

  it("are seen one by one, from left to right", async () => {
    const several = await severalOf([ring(0.7), line(0.25, 0.25, 0.75)], field);
    expect(several).toHaveLength(2);
    const [one, zero] = several.map(({ seen }) => seen.inputs);
    expect(one![14 * 28 + 14]).toBeGreaterThan(0.5);
    expect(zero![14 * 28 + 14]).toBe(0);
  });

  it("are not seen in one, in two strokes that cross or nearly touch, in a dot, or on an empty pad", async () => {
    const seven: Stroke[] = [[...line(0.3, 0.2, 0.2), { x: 0.7, y: 0.2 }, { x: 0.4, y: 0.8 }], line(0.5, 0.5, 0.5)];
    for (const strokes of [[ring(0.5)], seven, [line(0.5, 0.5, 0.5)], []])
      expect(await severalOf(strokes, field)).toEqual([]);
  });

  it("are cut by a network where they touch, and are one without it", async () => {
    // It knows ones, which are narrow, and zeros, which are hollow.
    const ask = (inputs: readonly Float32Array[]) =>
      inputs.map((input) => {
        const columns = Array.from({ length: 28 }, (_, x) =>
          Array.from({ length: 28 }, (_, y) => input[28 * y + x]!).some((ink) => ink > 0.3),
        ).filter(Boolean).length;
        const outputs = new Float32Array(10).fill(0.01);
        const isHollow = [13, 14, 15].every((x) => input[14 * 28 + x]! < 0.1);
        if (columns <= 6 && !isHollow) outputs[1] = 0.97;
        if (columns >= 9 && columns <= 16 && isHollow) outputs[0] = 0.97;
        return outputs;
      });
    const link: Stroke = [
      { x: 0.2, y: 0.5 },
      { x: 0.36, y: 0.5 },
    ];
    const strokes = [line(0.2, 0.25, 0.75), link, ring(0.48)];
    expect(await severalOf(strokes, field)).toEqual([]);
    expect(await severalOf(strokes, field, ask)).toHaveLength(2);
    const gone = () => Promise.reject(new Error("the network is gone"));
    expect(await severalOf(strokes, field, gone)).toEqual([]);
  });
});

describe("one digit on the pad", () => {
  const bar: Stroke[] = [
    [
      { x: 0.5, y: 0.2 },
      { x: 0.5, y: 0.8 },
    ],
  ];
  const answering =
    (...outputs: number[]) =>
    (inputs: readonly Float32Array[]) =>
      inputs.map(() => Float32Array.from({ length: 10 }, (_, i) => outputs[i] ?? 0.01));

  it("is doubted where the network is not sure, as a picture is, and not where it is", async () => {
    expect(await lookAt(bar, field, answering(0, 0.97))).toEqual({ several: [], doubts: [] });
    expect((await lookAt(bar, field, answering(0, 0.3))).doubts.join(" ")).toMatch(/not sure that it is 1/);
    expect((await lookAt(bar, field, answering(0, 0.9, 0, 0, 0, 0, 0, 0.8))).doubts.join(" ")).toMatch(/1 or 7/);
  });

  it("is doubted where it is too wide for one", async () => {
    const dash: Stroke[] = [
      [
        { x: 0.1, y: 0.5 },
        { x: 0.9, y: 0.55 },
      ],
    ];
    expect((await lookAt(dash, field, answering(0, 0.97))).doubts.join(" ")).toMatch(/wide for one digit/);
  });
});
