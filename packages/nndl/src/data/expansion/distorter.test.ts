import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { refused } from "../../testing/refused.ts";
import { Dataset } from "../dataset.ts";
import { distorted, distorterFor } from "./distorted.ts";
import type { Distortion } from "./distortion.ts";
import { type Origin, writeOrigin } from "./motion.ts";
import { Resampler } from "./resampler.ts";

const shapes = fc.record({
  channels: fc.integer({ min: 1, max: 3 }),
  height: fc.integer({ min: 3, max: 12 }),
  width: fc.integer({ min: 3, max: 12 }),
});

const images = shapes.chain(({ channels, height, width }) =>
  fc
    .tuple(fc.integer({ min: 1, max: 6 }), fc.infiniteStream(fc.integer({ min: 0, max: 255 })))
    .map(([count, bytes]) => {
      const features = Uint8Array.from(bytes.take(count * channels * height * width));
      const labels = Array.from({ length: count }, (_, i) => i % 2);
      return new Dataset({
        shape: [channels, height, width],
        features,
        targets: { kind: "classes", labels, classes: 2 },
      });
    }),
);

const distortions: fc.Arbitrary<Distortion> = fc.record(
  {
    shift: fc.integer({ min: 0, max: 2 }),
    rotate: fc.double({ min: 0, max: 180, noNaN: true }),
    scale: fc.double({ min: 0, max: 0.5, noNaN: true }),
    skew: fc.double({ min: 0, max: 1, noNaN: true }),
    elastic: fc.record({
      alpha: fc.double({ min: 0, max: 40, noNaN: true }),
      sigma: fc.double({ min: 0.1, max: 5, noNaN: true }),
    }),
  },
  { requiredKeys: [] },
);

const seeds = fc.integer({ min: 0, max: 1000 });

describe("a distorted image", () => {
  it("is itself where nothing happens", () => {
    fc.assert(
      fc.property(images, seeds, (data, seed) => {
        expect(distorted(data, {}, { seed }).features).toEqual(data.features);
        expect(distorted(data, { shift: 0, rotate: 0, elastic: { alpha: 0, sigma: 1 } }).features).toEqual(
          data.features,
        );
      }),
    );
  });

  it("keeps name, shape, scale and labels, and shares no memory with the original", () => {
    fc.assert(
      fc.property(images, distortions, (data, distortion) => {
        const before = data.features.slice();
        const result = distorted(data, distortion);
        expect({ ...result, features: undefined }).toEqual({ ...data, features: undefined });
        expect(result.features.buffer).not.toBe(data.features.buffer);
        expect(data.features).toEqual(before);
      }),
    );
  });

  it("depends on seed, epoch, number and image alone: in any order, in any company, the same bytes", () => {
    fc.assert(
      fc.property(
        images,
        distortions,
        seeds,
        fc.nat(9),
        fc.infiniteStream(fc.nat(99)),
        (data, spec, seed, epoch, any) => {
          const whole = distorted(data, spec, { seed, epoch }).features;
          const distorter = distorterFor(data, spec, seed);
          const one = new Uint8Array(data.size);
          for (const place of any.take(8)) {
            const i = place % data.count;
            // Another epoch in between changes nothing.
            distorter.distort(data.features as Uint8Array, i, epoch + 1 + (place % 3), one, 0);
            distorter.distort(data.features as Uint8Array, i, epoch, one, 0);
            expect(one).toEqual(whole.slice(i * data.size, (i + 1) * data.size));
          }
          expect(distorted(data.take(1), spec, { seed, epoch }).features).toEqual(whole.slice(0, data.size));
          const examples = Array.from(any.take(3), (place) => place % data.count);
          const few = distorted(data, spec, { seed, epoch, examples });
          examples.forEach((example, place) => {
            expect(few.input(place).join()).toBe(distorted(data, spec, { seed, epoch }).input(example).join());
            expect(few.label(place)).toBe(data.label(example));
          });
        },
      ),
    );
  });

  it("is another one in another epoch, under another seed, and at another place", () => {
    const features = Uint8Array.from({ length: 4 * 100 }, (_, i) => ((i % 100) * 73) % 256);
    const data = new Dataset({
      shape: [1, 10, 10],
      features,
      targets: { kind: "classes", labels: [0, 0, 0, 0], classes: 2 },
    });
    const of = (options: object) => distorted(data, { rotate: 20 }, options).features.join();
    expect(new Set([of({}), of({ epoch: 1 }), of({ epoch: 2 }), of({ seed: 1 })]).size).toBe(4);
    const [a, b] = [0, 1].map((i) => distorted(data, { rotate: 20 }).input(i).join());
    expect(a).not.toBe(b);
  });

  it("is shifted by whole pixels exactly, each shift equally often", () => {
    const size = 7;
    const point = new Uint8Array(size * size);
    point[3 * size + 3] = 201;
    const count = 5000;
    const features = new Uint8Array(count * size * size);
    for (let i = 0; i < count; i++) features.set(point, i * size * size);
    const labels = new Uint8Array(count);
    const data = new Dataset({ shape: [size * size], features, targets: { kind: "classes", labels, classes: 2 } });
    const found = new Map<number, number>();
    const shifted = distorted(data, { shift: 2 }, { seed: 3 }).features as Uint8Array;
    for (let i = 0; i < count; i++) {
      const image = shifted.subarray(i * size * size, (i + 1) * size * size);
      const place = image.indexOf(201);
      expect(image.reduce((sum, value) => sum + value, 0)).toBe(201);
      found.set(place, (found.get(place) ?? 0) + 1);
    }
    expect([...found.keys()].sort((a, b) => a - b)).toEqual(
      [1, 2, 3, 4, 5].flatMap((row) => [1, 2, 3, 4, 5].map((column) => row * size + column)),
    );
    // 200 of each are expected; 5 standard deviations are 70.
    for (const number of found.values()) expect(Math.abs(number - count / 25)).toBeLessThan(70);
  });

  it("gives all channels the same motion", () => {
    const channel = Uint8Array.from({ length: 64 }, (_, i) => (i * 37) % 256);
    const features = Uint8Array.from([...channel, ...channel, ...channel]);
    const data = new Dataset({ shape: [3, 8, 8], features, targets: { kind: "classes", labels: [0], classes: 2 } });
    const spec = { shift: 1, rotate: 30, skew: 0.2, elastic: { alpha: 6, sigma: 2 } };
    const result = distorted(data, spec).features;
    expect(result.slice(64, 128)).toEqual(result.slice(0, 64));
    expect(result.slice(128)).toEqual(result.slice(0, 64));
    expect(result.slice(0, 64)).not.toEqual(channel);
  });

  it("has the same bytes on every machine: these", () => {
    const features = Uint8Array.from({ length: 36 }, (_, i) => (i * 89) % 256);
    const data = new Dataset({ shape: [1, 6, 6], features, targets: { kind: "classes", labels: [0], classes: 2 } });
    const spec = { shift: 1, rotate: 25, scale: 0.1, skew: 0.1, elastic: { alpha: 3, sigma: 1.5 } };
    expect(Buffer.from(distorted(data, spec, { seed: 1, epoch: 2 }).features as Uint8Array).toString("hex")).toBe(
      "1326265b24007b7047a15a00849451ac76008abc5ab2a70093ba5fafc8039c2463b73c06",
    );
  });
});

describe("a motion", () => {
  const turned = (degrees: number, bytes: readonly number[], side: number) => {
    const origin: Origin = { yy: 0, yx: 0, y0: 0, xy: 0, xx: 0, x0: 0 };
    writeOrigin(origin, { degrees, scaleY: 1, scaleX: 1, skew: 0, down: 0, right: 0 }, side, side);
    const target = new Uint8Array(side * side);
    new Resampler({ channels: 1, height: side, width: side }).resample(Uint8Array.from(bytes), 0, target, 0, origin);
    return [...target];
  };

  it("of a quarter turn moves each pixel, counter-clockwise", () => {
    expect(turned(90, [1, 2, 3, 4, 5, 6, 7, 8, 9], 3)).toEqual([3, 6, 9, 2, 5, 8, 1, 4, 7]);
    expect(turned(-90, [1, 2, 3, 4], 2)).toEqual([3, 1, 4, 2]);
    expect(turned(180, [1, 2, 3, 4], 2)).toEqual([4, 3, 2, 1]);
  });
});

describe("what cannot be distorted", () => {
  const bytes = (shape: number[], count = 1) =>
    new Dataset({
      shape,
      features: new Uint8Array(count * shape.reduce((a, b) => a * b, 1)),
      targets: { kind: "classes", labels: new Uint8Array(count), classes: 2 },
    });

  it.each<[string, unknown, string]>([
    ["an unknown part", { blur: 1 }, "blur"],
    ["half a pixel", { shift: 0.5 }, "shift"],
    ["a negative shift", { shift: -1 }, "shift"],
    ["an angle beyond 180", { rotate: 181 }, "rotate"],
    ["an angle that is no number", { rotate: Number.NaN }, "rotate"],
    ["a scale that leaves nothing", { scale: 1 }, "scale"],
    ["a skew as a text", { skew: "1" }, "skew"],
    ["an elastic without sigma", { elastic: { alpha: 8 } }, "sigma"],
    ["a gaussian without width", { elastic: { alpha: 8, sigma: 0 } }, "sigma"],
    ["an elastic as numbers", { elastic: [8, 4] }, "elastic"],
    ["no object", "rotate", "a distortion"],
    ["a shift as wide as the image", { shift: 5 }, "shift"],
  ])("%s is refused", (_, distortion, named) => {
    const error = refused(() => distorted(bytes([1, 6, 5]), distortion as Distortion));
    expect(error.code).toBe("expansion.distortion");
    expect(error.message).toContain(named);
  });

  it("examples that are no images, or no bytes, are refused", () => {
    expect(refused(() => distorted(bytes([5]), {})).message).toContain("[5]");
    expect(refused(() => distorted(bytes([2, 2, 2, 2]), {})).code).toBe("expansion.images");
    const floats = new Dataset({
      shape: [4],
      features: new Float32Array(4),
      targets: { kind: "classes", labels: [0], classes: 2 },
    });
    expect(refused(() => distorted(floats, {})).code).toBe("expansion.images");
  });

  it("more images than there is chance for are refused before anything is computed", () => {
    const many: Dataset = Object.create(bytes([1, 300, 300]), { count: { value: 200_000 } });
    const error = refused(() => distorterFor(many, { elastic: { alpha: 8, sigma: 4 } }, 0));
    expect(error.code).toBe("expansion.images");
    distorterFor(many, { rotate: 3 }, 0);
  });

  it("options that nobody reads, a wrong seed, a wrong epoch and images that are not there are refused", () => {
    const data = bytes([1, 3, 3]);
    expect(refused(() => distorted(data, {}, { examples: [0, 1] })).code).toBe("dataset.index");
    expect(refused(() => distorted(data, {}, { examples: [] })).code).toBe("dataset.index");
    expect(refused(() => distorted(data, {}, { sede: 1 } as object)).code).toBe("expansion.options");
    expect(refused(() => distorted(data, {}, { seed: -1 })).code).toBe("seed");
    expect(refused(() => distorted(data, {}, { epoch: 0.5 })).code).toBe("expansion.options");
  });
});
