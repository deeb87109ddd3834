import { mnist } from "nndl";
import { afterEach, expect, it, vi } from "vitest";
import { few } from "./counts.mjs";
import { fetchFewDigits } from "./few-digits.ts";
import { packFew } from "./few-file.mjs";
import { packPixels, unpackPixels } from "./grey-code.mjs";
import { isFew } from "./is-few.ts";

afterEach(() => {
  vi.unstubAllGlobals();
});

async function firstOfMnist() {
  const digits = await mnist();
  const [training, test] = [digits.training.take(few.training), digits.test.take(few.test)];
  const both = <T>(of: (data: typeof training) => T) => [of(training), of(test)];
  const labels = Uint8Array.from(both(({ targets }) => [...targets.labels]).flat());
  const pixels = new Uint8Array(784 * labels.length);
  pixels.set(training.features as Uint8Array);
  pixels.set(test.features as Uint8Array, 784 * few.training);
  return { training, test, labels, pixels };
}

const answering = (bytes: Uint8Array<ArrayBuffer>) =>
  vi.stubGlobal("fetch", () =>
    Promise.resolve(new Response(bytes, { headers: { "Content-Length": `${bytes.length}` } })),
  );

it("are MNIST's, byte for byte, in less than a class's network minds", async () => {
  const { training, test, labels, pixels } = await firstOfMnist();
  const packed = packFew(labels, pixels);
  expect(packed.length).toBeLessThan(1_440_000);
  answering(packed);
  const told: unknown[] = [];
  const loaded = await fetchFewDigits("https://lab/mnist/", (each) => told.push(each));
  for (const [ours, theirs] of [[loaded.training, training] as const, [loaded.test, test] as const]) {
    expect([ours.name, ours.shape, ours.scale, ours.count, ours.preparation]).toEqual([
      ...[theirs.name, theirs.shape, theirs.scale, theirs.count, theirs.preparation],
    ]);
    expect(Buffer.compare(ours.features as Uint8Array, theirs.features as Uint8Array)).toBe(0);
    expect([...ours.targets.labels]).toEqual([...theirs.targets.labels]);
  }
  expect(told.at(-1)).toEqual({ loaded: packed.length, of: packed.length });

  // Whatever happens to them on the way is seen.
  const refused = { code: "file.read", problem: expect.stringContaining("first-images.bin are damaged") };
  for (const damaged of [packed.with(500_000, packed[500_000]! ^ 1), new Uint8Array(3)]) {
    answering(damaged);
    await expect(fetchFewDigits("https://lab/mnist/", () => {})).rejects.toMatchObject(refused);
  }
});

it("are enough for runs that ask for no more", () => {
  expect(isFew({ kind: "mnist", training: 10_000, test: 2000 })).toBe(true);
  expect(isFew({ kind: "mnist", training: 10_001, test: 2000 })).toBe(false);
  expect(isFew({ kind: "mnist", training: 10_000 })).toBe(false);
  expect(isFew({ kind: "mnist", training: 10, validation: 1, test: 10 })).toBe(false);
  // Of zeros and ones there are fewer among them.
  expect(isFew({ kind: "mnist", training: 10, test: 10, digits: 2 })).toBe(false);
});

it("any pictures come back as they were, whatever their width", () => {
  // Every value, in noise, in flats and in slopes, which no forecast is made for.
  for (const width of [1, 2, 28, 31]) {
    const pixels = Uint8Array.from({ length: 31 * 28 * 9 }, (_, i) =>
      i % 3 === 0 ? (i * 2654435761) >>> 24 : i % 5 === 0 ? i & 255 : 0,
    );
    expect(unpackPixels(packPixels(pixels, width), width, pixels.length)).toEqual(pixels);
  }
  expect(unpackPixels(packPixels(new Uint8Array(0), 28), 28, 0)).toHaveLength(0);
});
