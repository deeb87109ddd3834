import { expect, test } from "vitest";
import { takesGzip } from "./compressed.ts";

test.each([
  ["gzip", true],
  ["gzip, deflate, br, zstd", true],
  ["br;q=1.0, GZIP;q=0.2", true],
  ["*", true],
  ["*;q=0, gzip", true],
  [undefined, false],
  ["", false],
  ["br", false],
  ["gzip;q=0, *", false],
  ["gzip;q=nonsense", false],
  ["xgzip", false],
])("%s: %s", (accepted, takes) => {
  expect(takesGzip(accepted)).toBe(takes);
});
