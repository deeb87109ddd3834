import fc from "fast-check";
import { expect, test } from "vitest";
import { bytes, count, duration, few, percent, plural, readNumber, showNumber, significant, speed } from "./numbers.ts";

test("numbers for people", () => {
  expect([count(50_000), percent(0.9542), plural(1, "epoch"), plural(2, "epoch")]).toEqual([
    "50,000",
    "95.42 %",
    "1 epoch",
    "2 epochs",
  ]);
  expect([0, 0.041234, 12.345, 123456, 1.2e-9, -3.2416, 99999999].map((value) => significant(value))).toEqual([
    "0.000",
    "0.04123",
    "12.35",
    "123456",
    "1.200e-9",
    "-3.242",
    "1.000e+8",
  ]);
  expect([0.023, 0.44, 9.96, 59.6, 200, 7500].map(duration)).toEqual([
    "23 ms",
    "0.4 s",
    "10 s",
    "1 min 0 s",
    "3 min 20 s",
    "2 h 5 min",
  ]);
  expect([999, 47_040_016].map(bytes)).toEqual(["999 bytes", "47.0 MB"]);
  expect([399_990, 12, 0, 12_345_678, Number.POSITIVE_INFINITY].map(speed)).toEqual([
    "400,000",
    "12",
    "0",
    "12 M",
    "–",
  ]);
});

test("a proper minus, and no negative zero", () => {
  expect([showNumber(-1.25, 2), showNumber(-0.001, 2), showNumber(3, 0)]).toEqual(["−1.25", "0.00", "3"]);
});

test("about four digits", () => {
  const shown = [0, -0, 1.23456, -0.1, 12.345, 123.456, -99_999.4, 1e5, 0.0004, -1.5e-9].map(few);
  expect(shown).toEqual(["0", "0", "1.235", "−0.100", "12.35", "123.5", "−99999.4", "1.0e5", "4.0e−4", "−1.5e−9"]);
  expect([Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY].map(few)).toEqual([
    "NaN",
    "Infinity",
    "−Infinity",
  ]);
});

test("a number that JavaScript writes is read as the same, and what is none as none", () => {
  fc.assert(
    fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
      expect(readNumber(String(value))).toBe(value + 0);
    }),
  );
  expect(["", " ", "x", "1e999", "1.2.3", "0x10", "Infinity", "1,5", "1 2"].map(readNumber)).toEqual(
    Array(9).fill(undefined),
  );
});
