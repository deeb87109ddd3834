import { expect, test } from "vitest";
import { packingFor } from "./compressed.ts";

test.each([
  ["gzip", "gzip"],
  ["gzip, deflate, br, zstd", "br"],
  ["br;q=0.1, GZIP;q=0.2", "br"],
  ["br;q=0, GZIP;q=0.2", "gzip"],
  ["BR", "br"],
  ["*", "br"],
  ["*;q=0, gzip", "gzip"],
  ["br;q=0, *", "gzip"],
  [undefined, undefined],
  ["", undefined],
  ["deflate, zstd", undefined],
  ["gzip;q=0, br;q=0, *", undefined],
  ["gzip;q=nonsense", undefined],
  ["xgzip, brotli", undefined],
])("%s: %s", (accepted, packing) => {
  expect(packingFor(accepted)).toBe(packing);
});
