import { Dataset } from "nndl";
import { expect, test } from "vitest";
import { joined } from "./joined.ts";

function set(name: string, bytes: readonly number[], labels: readonly number[], shape = [2], classes = 3): Dataset {
  return new Dataset({ name, shape, features: Uint8Array.from(bytes), targets: { kind: "classes", labels, classes } });
}

const first = set("first", [1, 2, 3, 4], [0, 2]);

test("the images of both, each with its label, in a copy", () => {
  const both = joined(first, set("second", [5, 6], [1]));
  expect([...both.features]).toEqual([1, 2, 3, 4, 5, 6]);
  expect([0, 1, 2].map((i) => both.label(i))).toEqual([0, 2, 1]);
  expect(both).toMatchObject({ name: "first and second", shape: [2], count: 3, scale: first.scale });
  expect(both.features.buffer).not.toBe(first.features.buffer);
});

test("what is not alike is refused", () => {
  expect(() => joined(first, set("second", [5], [1], [1]))).toThrow("first and second are not alike");
  expect(() => joined(first, set("second", [5, 6], [1], [2], 4))).toThrow("the same classes");
  const values = new Dataset({
    shape: [2],
    features: Uint8Array.of(1, 2),
    targets: { kind: "values", values: Float32Array.of(1), size: 1 },
  });
  expect(() => joined(first, values)).toThrow(TypeError);
});
