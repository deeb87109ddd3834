import fc from "fast-check";
import { Dataset } from "nndl";
import { exp } from "nndl/arithmetic";
import { describe, expect, test } from "vitest";
import { BytesKernel, fitsBytes } from "./bytes-kernel.ts";
import type { Kernel } from "./kernel.ts";
import { KernelRows } from "./kernel-rows.ts";
import { NumbersKernel } from "./numbers-kernel.ts";

function bytes(size: number, features: readonly number[], scale?: number): Dataset {
  const count = features.length / size;
  return new Dataset({
    shape: [size],
    features: Uint8Array.from(features),
    ...(scale === undefined ? {} : { scale }),
    targets: { kind: "classes", labels: new Array<number>(count).fill(0), classes: 1 },
  });
}

describe("the kernel of bytes", () => {
  const byte = fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 255 }));
  const problem = fc.integer({ min: 1, max: 20 }).chain((size) =>
    fc.record({
      size: fc.constant(size),
      rows: fc.array(fc.array(byte, { minLength: size, maxLength: size }), { minLength: 2, maxLength: 9 }),
      gamma: fc.double({ min: 1e-6, max: 50, noNaN: true }),
    }),
  );

  test("is that of numbers, block by block", () => {
    fc.assert(
      fc.property(problem, ({ size, rows, gamma }) => {
        const data = bytes(size, rows.flat());
        const bounds = [0, 1, rows.length];
        const [exact, plain] = [BytesKernel, NumbersKernel].map((Kind) => new Kind(data, data, bounds, gamma));
        const [ours, theirs] = [new Float64Array(rows.length), new Float64Array(rows.length)];
        for (let query = 0; query < rows.length; query++)
          for (const block of [0, 1]) {
            exact.fill(query, block, ours);
            plain.fill(query, block, theirs);
            // Where the argument is large, its own rounding counts.
            for (let i = 0; i < rows.length; i++)
              expect(Math.abs(ours[i] - theirs[i])).toBeLessThanOrEqual(
                2e-15 * (theirs[i] - theirs[i] * Math.log(theirs[i] || 1)),
              );
          }
      }),
    );
  });

  test("holds for the farthest that there are", () => {
    const size = 16_512;
    const data = bytes(size, [...new Array<number>(size).fill(255), ...new Array<number>(size).fill(0)]);
    expect(fitsBytes(data, data)).toBe(true);
    const into = new Float64Array(2);
    new BytesKernel(data, data, [0, 2], 1e-4).fill(0, 0, into);
    expect(into[0]).toBe(1);
    expect(into[1]).toBeCloseTo(exp(-1e-4 * size * (255 / 256) ** 2), 12);
    const larger = bytes(size + 1, new Array<number>(size + 1).fill(255));
    expect(fitsBytes(larger, larger)).toBe(false);
  });

  test("is not for bytes of two scales", () => {
    expect(fitsBytes(bytes(1, [1]), bytes(1, [1], 1))).toBe(false);
  });
});

describe("rows that are kept", () => {
  function counting(): { readonly kernel: Kernel; readonly asked: string[] } {
    const asked: string[] = [];
    const fill = (query: number, block: number, into: Float64Array) => {
      asked.push(`${query}/${block}`);
      into.fill(query + block / 10);
    };
    return { kernel: { fill }, asked };
  }

  test("are computed once while there is room", () => {
    const { kernel, asked } = counting();
    const rows = new KernelRows(kernel, [0, 2, 5], 100);
    expect([...rows.row(1, 0)]).toEqual([1, 1]);
    expect(rows.row(1, 1)).toHaveLength(3);
    expect(rows.row(1, 0)).toBe(rows.row(1, 0));
    expect(asked).toEqual(["1/0", "1/1"]);
  });

  test("give way to others, those that were asked for longest ago first", () => {
    const { kernel, asked } = counting();
    // Room for two rows of one number.
    const rows = new KernelRows(kernel, [0, 1], 8);
    for (const example of [1, 2, 1, 3, 1, 2]) rows.row(example, 0);
    expect(asked).toEqual(["1/0", "2/0", "3/0", "2/0"]);
  });

  test("are right where there is no room at all", () => {
    const { kernel, asked } = counting();
    const rows = new KernelRows(kernel, [0, 1], 0);
    expect([rows.row(1, 0), rows.row(2, 0), rows.row(1, 0)].map(([value]) => value)).toEqual([1, 2, 1]);
    expect(asked).toHaveLength(3);
  });
});
