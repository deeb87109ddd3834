import fc from "fast-check";
import { expect, it } from "vitest";
import { sha256Hex } from "./sha256.ts";

it("gives the published digests", () => {
  expect(sha256Hex([])).toBe("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  expect(sha256Hex([new TextEncoder().encode("abc")])).toBe(
    "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
  );
});

it("depends on the bytes and not on how they are cut", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), fc.nat(200), (bytes, at) => {
      expect(sha256Hex([bytes.subarray(0, at), bytes.subarray(at)])).toBe(sha256Hex([bytes]));
    }),
  );
});
