import fc from "fast-check";
import { type Dataset, mnist, NndlError } from "nndl";
import { type GreyImage, type SeenDigit, seeDigit } from "nndl/images";
import { beforeAll, describe, expect, test } from "vitest";
import { runs } from "../../../../testing/thorough.ts";
import { digitOf, inverted, painted, placed, scaled } from "../testing/digits.ts";
import { remarksAsIs, seeAsIs } from "./see-as-is.ts";
import { seePrepared } from "./see-prepared.ts";

const field = { width: 28, height: 28 };
let digits: Dataset;

beforeAll(async () => {
  digits = (await mnist()).test;
});

function see(image: GreyImage): SeenDigit {
  return seeDigit(image, field, "x.png");
}

/** How much of the ink is elsewhere, or of another strength, as a share of all. */
function difference(one: Float32Array, other: Float32Array): number {
  return one.reduce((sum, value, i) => sum + Math.abs(value - other[i]), 0) / other.reduce((sum, value) => sum + value);
}

function refused(act: () => unknown): NndlError {
  try {
    act();
  } catch (error) {
    expect(error).toBeInstanceOf(NndlError);
    return error as NndlError;
  }
  throw new Error("nothing was refused");
}

const anyDigit = fc.integer({ min: 0, max: 9999 });

describe("an image that has MNIST's form", () => {
  test("passes through unchanged, to the bit, also when it is dark on light", () => {
    for (let i = 0; i < 100; i++) {
      const image = digitOf(digits, i);
      const straight = see(image);
      const negative = see(inverted(image));
      expect(negative.inputs).toEqual(straight.inputs);
      expect([straight.inverted, negative.inverted]).toEqual([false, true]);
      expect(straight.inputs).toEqual(digits.input(i));
    }
  });

  test("is what everything else is brought into", () => {
    fc.assert(
      fc.property(anyDigit, fc.integer({ min: 24, max: 150 }), fc.integer({ min: 0, max: 60 }), (index, side, left) => {
        const { inputs, centered } = see(placed(scaled(digitOf(digits, index), side), 250, 200, left, 30));
        expect(centered).toBe(true);
        expect(Math.max(...inputs)).toBe(255 / 256);
        const places = [...inputs.keys()].filter((place) => inputs[place] > 0);
        const total = inputs.reduce((sum, value) => sum + value, 0);
        for (const coordinate of [(place: number) => place % 28, (place: number) => Math.floor(place / 28)]) {
          const extent = places.map(coordinate);
          expect(Math.max(...extent) - Math.min(...extent)).toBeLessThan(20);
          const mass = places.reduce((sum, place) => sum + inputs[place] * coordinate(place), 0) / total;
          // Half a pixel, and what rounding to bytes makes of it; less where the frame is in the way.
          const isFree = Math.min(...extent) > 0 && Math.max(...extent) < 27;
          expect(Math.abs(mass - 14)).toBeLessThan(isFree ? 0.51 : 2);
        }
        const longest = Math.max(
          ...[0, 1].map((axis) => new Set(places.map((p) => (axis ? p % 28 : p / 28) | 0)).size),
        );
        // An outermost row may be too faint to be seen.
        expect(longest).toBeGreaterThanOrEqual(19);
      }),
      { numRuns: runs(25) },
    );
  });
});

describe("the same digit", () => {
  test("elsewhere on the canvas is seen the same, to the bit", () => {
    fc.assert(
      fc.property(anyDigit, fc.nat(150), fc.nat(100), (index, left, top) => {
        const large = scaled(digitOf(digits, index), 90);
        const one = see(placed(large, 250, 200, 40, 40)).inputs;
        expect(see(placed(large, 250, 200, left, top)).inputs).toEqual(one);
      }),
      { numRuns: runs(12) },
    );
  });

  test("dark on light is seen as light on dark", () => {
    fc.assert(
      fc.property(anyDigit, fc.integer({ min: 30, max: 200 }), (index, side) => {
        const image = scaled(digitOf(digits, index), side);
        expect(difference(see(inverted(image)).inputs, see(image).inputs)).toBeLessThan(0.01);
      }),
      { numRuns: runs(12) },
    );
  });

  test("of any size, of any shades of grey, is seen nearly as MNIST has it", () => {
    for (const side of [40, 100, 250]) {
      const differences = Array.from({ length: 24 }, (_, index) => {
        const grey = painted(scaled(digitOf(digits, index), side), (value) => 0.7 - 0.4 * value);
        return difference(see(grey).inputs, digits.input(index));
      });
      // A centre of mass near half a pixel may fall to the other side, and the whole digit with it.
      expect(differences.sort((a, b) => a - b)[12]).toBeLessThan(0.3);
    }
  });
});

describe("what is no ink", () => {
  /** Gaussian-like noise that depends on the place alone. */
  const noise = (x: number, y: number) => {
    const mixed = [1, 2, 3].map((k) => {
      const wave = Math.sin(x * 12.9898 * k + y * 78.233) * 43758.5453;
      return wave - Math.floor(wave) - 0.5;
    });
    return (mixed[0] + mixed[1] + mixed[2]) * 2;
  };

  test.each([
    ["noise", (value: number, x: number, y: number) => 0.85 - 0.7 * value + 0.04 * noise(x, y)],
    ["light from one side", (value: number, x: number, y: number) => (0.5 + (x + y) / 600) * (1 - 0.8 * value)],
    ["a few specks", (value: number, x: number, y: number) => (x % 61 === 5 && y % 47 === 9 ? 0 : 1 - value)],
  ])("%s does no harm", (_, rule) => {
    const differences = Array.from({ length: 14 }, (_, index) => {
      const clean = placed(scaled(digitOf(digits, index), 120), 160, 150, 20, 15);
      const seen = see(painted(clean, rule));
      expect(seen.inverted).toBe(true);
      return difference(seen.inputs, see(clean).inputs);
    });
    expect(differences.sort((a, b) => a - b)[7]).toBeLessThan(0.3);
  });

  test("a thin pen's strokes are made wide enough to be seen", () => {
    const values = new Float32Array(300 * 300).fill(1);
    for (let y = 40; y < 260; y++) values[y * 300 + 150] = 0;
    const { inputs } = see({ width: 300, height: 300, values });
    const ink = inputs.reduce((sum, value) => sum + value, 0);
    expect(ink).toBeGreaterThan(18);
    expect(ink).toBeLessThan(45);
  });

  test.each([
    ["black", 0],
    ["white", 1],
    ["grey", 0.4],
  ])("an image that is all %s is blank", (_, value) => {
    expect(refused(() => see({ width: 40, height: 30, values: new Float32Array(1200).fill(value) })).code).toBe(
      "image.blank",
    );
  });

  test("nothing but noise is blank, too", () => {
    const empty = { width: 100, height: 100, values: new Float32Array(10_000) };
    expect(refused(() => see(painted(empty, (_, x, y) => 0.5 + 0.1 * noise(x, y)))).code).toBe("image.blank");
  });

  test.each([
    [7, 100],
    [100, 1],
  ])("%i × %i pixels are too few", (width, height) => {
    expect(refused(() => see({ width, height, values: new Float32Array(width * height) })).code).toBe("image.small");
  });

  test("whatever the pixels are: an image of the field's size, or an NndlError", () => {
    const side = fc.integer({ min: 1, max: 30 });
    const pixel = fc.constantFrom(0, 0.2, 0.5, 0.9, 1);
    const image = fc
      .tuple(side, side)
      .chain(([width, height]) =>
        fc
          .array(pixel, { minLength: width * height, maxLength: width * height })
          .map((values) => ({ width, height, values: Float32Array.from(values) })),
      );
    fc.assert(
      fc.property(image, fc.integer({ min: 1, max: 40 }), fc.integer({ min: 1, max: 40 }), (grey, width, height) => {
        try {
          const { inputs } = seeDigit(grey, { width, height }, "x");
          expect(inputs).toHaveLength(width * height);
          for (const value of inputs) expect(value >= 0 && value <= 255 / 256).toBe(true);
          expect(Math.max(...inputs)).toBeGreaterThan(0.5);
        } catch (error) {
          expect(error).toBeInstanceOf(NndlError);
        }
      }),
      { numRuns: runs(200) },
    );
  });
});

describe("as it is", () => {
  test("says that it is light around its ink, to a network that learned from light on black", () => {
    const dark = { width: 28, height: 28, values: Float32Array.from(digits.input(0)) };
    const light = { ...dark, values: dark.values.map((value) => 1 - value) };
    expect(remarksAsIs(dark)).toEqual([]);
    expect(remarksAsIs(light).map(({ about }) => about)).toEqual(["unclear"]);
    expect(remarksAsIs(light, "light")).toEqual([]);
  });

  test("says of a grey picture that the network learned from colours", () => {
    const inputs = {
      kind: "images",
      channels: 3,
      height: 2,
      width: 2,
      polarity: "light",
      fit: "contain",
      scale: 1 / 256,
    } as const;
    const grey = Uint8Array.of(0, 0, 0, 90, 90, 90, 180, 180, 180, 255, 255, 255);
    const of = (pixels: Uint8Array) => seePrepared({ width: 2, height: 2, channels: 3, pixels }, inputs, "x");
    expect(of(grey)).toMatchObject({ what: "taken as it is", remarks: [{ about: "unclear" }] });
    expect(of(grey.with(4, 120))).toMatchObject({ what: "taken as it is, in colour", remarks: [] });
  });

  test("each byte is value/256, whatever the image shows", () => {
    const values = Float32Array.from({ length: 256 }, (_, i) => i / 255);
    const {
      inputs,
      inverted: isInverted,
      centered,
    } = seeAsIs({ width: 16, height: 16, values }, { width: 16, height: 16 }, "x");
    expect([...inputs]).toEqual(Array.from({ length: 256 }, (_, i) => i / 256));
    expect([isInverted, centered]).toEqual([false, false]);
  });

  test("another size is refused", () => {
    const image = { width: 28, height: 27, values: new Float32Array(28 * 27) };
    expect(refused(() => seeAsIs(image, field, "x")).code).toBe("image.shape");
  });
});
