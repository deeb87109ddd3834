/**
 * From the numbers of an axis to pixels and back, with round numbers to mark it by: as d3's scales do, whose whole package is ten
 * times as large as what axes need of it.
 */

import { isShort, powerName, withCommas } from "./powers.ts";

export interface Scale {
  (value: number): number;
  /** The number at a pixel. */
  invert(pixel: number): number;
  /** About so many round numbers within the axis. */
  ticks(count: number): readonly number[];
  /** How each of these is written; on a logarithmic axis some are left without a name, for which it is empty. */
  tickFormat(count: number): (value: number) => string;
}

type Range = readonly [number, number];

/** Equal differences are equally far apart. */
export function scaleLinear([from, to]: Range, [start, end]: Range): Scale {
  const scale = (value: number) => start + (to === from ? 0.5 : (value - from) / (to - from)) * (end - start);
  return Object.assign(scale, {
    invert: (pixel: number) => from + (end === start ? 0.5 : (pixel - start) / (end - start)) * (to - from),
    ticks: (count: number) => ticks(from, to, count),
    tickFormat: (count: number) => {
      const decimals = Math.max(0, -exponentOf(stepOf(Math.abs(to - from), count)));
      return (value: number) => withCommas(value.toFixed(decimals));
    },
  });
}

/** Equal ratios are equally far apart; both ends are positive. */
export function scaleLog([from, to]: Range, pixels: Range): Scale {
  const linear = scaleLinear([Math.log10(from), Math.log10(to)], pixels);
  const marks = (count: number) => logTicks(from, to, count);
  return Object.assign((value: number) => linear(Math.log10(value)), {
    invert: (pixel: number) => 10 ** linear.invert(pixel),
    ticks: marks,
    tickFormat: (count: number) => {
      // Of each power of ten, the first few.
      const most = Math.max(1, (10 * count) / marks(10).length);
      const isNamed = (value: number) => {
        const digit = value / powerOfTen(Math.round(Math.log10(value)));
        return (digit * 10 < 9.5 ? digit * 10 : digit) <= most;
      };
      // All in one form.
      const isWritten = marks(count).filter(isNamed).every(isShort);
      const name = (value: number) => (isWritten ? withCommas(String(Number(value.toPrecision(6)))) : inPowers(value));
      return (value: number) => (isNamed(value) ? name(value) : "");
    },
  });
}

/** Multiples of 1, 2 or 5 times a power of ten, about so many, from one end to the other. */
export function ticks(from: number, to: number, count: number): readonly number[] {
  if (to < from) return [...ticks(to, from, count)].reverse();
  if (from === to) return [from];
  const step = stepOf(to - from, count);
  if (!(step > 0 && Number.isFinite(step))) return [];
  // Whole numbers leave no crumbs behind the comma.
  const parts = step < 1 ? Math.round(1 / step) : 0;
  const multiple = (index: number) => (parts > 0 ? index / parts : index * step);
  let [first, last] = [from, to].map((value) => Math.round(parts > 0 ? value * parts : value / step)) as [
    number,
    number,
  ];
  if (multiple(first) < from) first++;
  if (multiple(last) > to) last--;
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, i) => multiple(first + i));
}

/** Both ends moved out to round numbers. */
export function nice([from, to]: Range, count: number): [number, number] {
  let [low, high] = [from, to];
  let before = Number.NaN;
  for (let round = 0; round < 10; round++) {
    const step = stepOf(high - low, count);
    if (step === before || !(step > 0)) break;
    before = step;
    const parts = step < 1 ? Math.round(1 / step) : 0;
    low = parts > 0 ? Math.floor(low * parts) / parts : Math.floor(low / step) * step;
    high = parts > 0 ? Math.ceil(high * parts) / parts : Math.ceil(high / step) * step;
  }
  return [low, high];
}

/** 1, 2 or 5 times a power of ten: the nearest, by ratio, to a part of a width. */
function stepOf(width: number, count: number): number {
  const raw = width / Math.max(0, count);
  const power = Math.floor(Math.log10(raw));
  const error = raw / 10 ** power;
  const factor = error >= Math.sqrt(50) ? 10 : error >= Math.sqrt(10) ? 5 : error >= Math.sqrt(2) ? 2 : 1;
  return power < 0 ? factor / 10 ** -power : factor * 10 ** power;
}

function logTicks(from: number, to: number, count: number): readonly number[] {
  const [low, high] = [Math.log10(from), Math.log10(to)];
  if (high - low >= count) return ticks(low, high, Math.min(high - low, count)).map(powerOfTen);
  const all: number[] = [];
  for (let exponent = Math.floor(low); exponent <= Math.ceil(high); exponent++)
    for (let digit = 1; digit < 10; digit++) {
      const value = exponent < 0 ? digit / powerOfTen(-exponent) : digit * powerOfTen(exponent);
      if (value >= from && value <= to) all.push(value);
    }
  return all.length * 2 < count ? ticks(from, to, count) : all;
}

/** The nearest number there is; 10 ** −5 is not everywhere. */
const powerOfTen = (exponent: number) => Number(`1e${exponent}`);
const exponentOf = (value: number) => Number(value.toExponential().split("e")[1]);

/** "2·10⁶", "10⁻⁵". */
function inPowers(value: number): string {
  const [digits = "", exponent = ""] = value.toExponential().split("e");
  const shown = String(Number(Number(digits).toPrecision(3)));
  return `${shown === "1" ? "" : `${shown}·`}${powerName(Number(exponent))}`;
}
