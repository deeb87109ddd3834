import fc from "fast-check";
import { expect, it } from "vitest";
import { textOf } from "../../../scripts/byte-text.mjs";
import { bytesOf } from "./byte-text.ts";

it("reads every sequence of bytes that was written as text", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 2000 }), (bytes) => {
      expect(bytesOf(textOf(bytes))).toEqual(Uint8Array.from(bytes));
    }),
  );
  const all = Uint8Array.from({ length: 256 }, (_, i) => i);
  expect(bytesOf(textOf(all))).toEqual(all);
});

it("writes nothing that a string in JavaScript or a page in HTML reads otherwise", () => {
  const { text } = textOf(Uint8Array.from({ length: 256 }, (_, i) => i));
  expect(text).toMatch(/^[ -~]+$/);
  expect(text).not.toMatch(/["'`\\$<>]/);
});
