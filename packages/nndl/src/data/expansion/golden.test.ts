/** Against SciPy: see testing/golden/make_expansion_golden.py. */
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { Stream } from "../../random/index.ts";
import { bookRotation } from "./book-rotation.ts";
import type { Elastic } from "./distortion.ts";
import { ElasticField } from "./elastic-field.ts";
import { type Motion, type Origin, writeOrigin } from "./motion.ts";
import { type Displacements, Resampler } from "./resampler.ts";

interface Moved {
  readonly height: number;
  readonly width: number;
  readonly motion: Motion;
  readonly image: readonly number[];
  readonly moved: readonly number[];
}

interface Golden {
  readonly moved: readonly Moved[];
  readonly bent: readonly (Moved & Displaced & { readonly elastic: Elastic; readonly words: readonly number[] })[];
  readonly book: readonly { readonly degrees: number; readonly image: readonly number[]; readonly turned: number[] }[];
}

interface Displaced {
  readonly down: readonly number[];
  readonly right: readonly number[];
}

const file = new URL("../../testing/golden/expansion.golden.json", import.meta.url);
const golden = JSON.parse(readFileSync(file, "utf8")) as Golden;

function move({ height, width, motion, image }: Moved, displacements?: Displacements): Uint8Array {
  const origin: Origin = { yy: 0, yx: 0, y0: 0, xy: 0, xx: 0, x0: 0 };
  writeOrigin(origin, motion, height, width);
  const [source, target] = [Uint8Array.from(image), new Uint8Array(height * width)];
  new Resampler({ channels: 1, height, width }).resample(source, 0, target, 0, origin, displacements);
  return target;
}

/** Each byte is the nearest to the number that it stands for. */
function expectRounded(bytes: Uint8Array, numbers: readonly number[]): void {
  expect(bytes.length).toBe(numbers.length);
  const errors = numbers.map((number, i) => Math.abs(bytes[i]! - number));
  expect(Math.max(...errors)).toBeLessThanOrEqual(0.5 + 1e-4);
}

function expectClose(received: ArrayLike<number>, expected: readonly number[], tolerance: number): void {
  expect(received.length).toBe(expected.length);
  expect(Math.max(...expected.map((number, i) => Math.abs(number - received[i]!)))).toBeLessThan(tolerance);
}

describe("against SciPy", () => {
  it.each(golden.moved.map((moved) => [JSON.stringify(moved.motion), moved] as const))("a motion of %s", (_, moved) => {
    expectRounded(move(moved), moved.moved);
  });

  it.each(golden.bent.map((bent) => [JSON.stringify(bent.elastic), bent] as const))("a bending of %s", (_, bent) => {
    const field = new ElasticField(bent.elastic, bent.height, bent.width);
    const words = bent.words[Symbol.iterator]();
    field.draw({ uint32: () => words.next().value } as unknown as Stream);
    expectClose(field.down, bent.down, 1e-6);
    expectClose(field.right, bent.right, 1e-6);
    expectRounded(move(bent, field), bent.moved);
  });
});

describe("the book's rotation", () => {
  it.each(golden.book.map((turn) => [turn.degrees, turn] as const))("by %d degrees", (degrees, { image, turned }) => {
    const inputs = image.map((byte) => byte / 256);
    expectClose(bookRotation(inputs, degrees), turned, 1e-6);
    if (degrees === 15) expectClose(bookRotation(inputs), turned, 1e-6);
  });

  it("by no angle only multiplies by 1.3, up to 1, and leaves out the last row and column", () => {
    const inputs = golden.book[0]!.image.map((byte) => byte / 256);
    const turned = bookRotation(inputs, 0);
    for (let row = 0; row < 28; row++)
      for (let column = 0; column < 28; column++) {
        const reached = row > 0 && column < 27;
        const expected = reached ? Math.min(1, 1.3 * inputs[row * 28 + column]!) : 0;
        expect(turned[row * 28 + column]).toBe(Math.fround(expected));
      }
  });
});
