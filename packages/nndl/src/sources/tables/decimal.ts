/** Decimal numbers straight from bytes, without a text for each: exactly what Number(text) gives. */

const PLUS = 0x2b;
const MINUS = 0x2d;
const ZERO = 0x30;
const [BIG_E, SMALL_E] = [0x45, 0x65];

/** As long as a whole number is at most this, ten times it and a digit is exact in a double. */
const mostBeforeDigit = 900_719_925_474_098;
/** The powers of ten that a double holds exactly. */
const powersOfTen = Float64Array.from({ length: 23 }, (_, power) => Number(`1e${power}`));

/** 10 to a power from 0 to 22. */
export function powerOfTen(power: number): number {
  return powersOfTen[power]!;
}

/**
 * One decimal number at a time: digits with or without a point, a sign, an exponent.
 *
 * A whole number of at most 2⁵³ times or divided by an exact power of ten is rounded once, so it is the nearest double
 * (W. D. Clinger, "How to read floating point numbers accurately", 1990); all others are left to Number.
 */
export class DecimalReader {
  /** The digits as one whole number, where they are few enough to be exact. */
  mantissa = 0;
  isNegative = false;
  /** How many of the digits stand behind the point. */
  decimals = 0;
  exponent = 0;
  /** Whether there are no more digits than a double holds exactly, and no exponent. */
  isPlain = true;
  readonly #point: number;
  #bytes: Uint8Array = new Uint8Array(0);
  #start = 0;
  #end = 0;

  /** @param point what stands between whole part and fraction: "." or "," */
  constructor(point: "." | ",") {
    this.#point = point.charCodeAt(0);
  }

  /** Whether these bytes, and no more of them, are a number; if so, it has been read. */
  read(bytes: Uint8Array, start: number, end: number): boolean {
    const point = this.#point;
    let at = start;
    let mantissa = 0;
    let digits = 0;
    let decimals = 0;
    let isPlain = true;
    let isFraction = false;
    const sign = at < end ? bytes[at]! : 0;
    if (sign === MINUS || sign === PLUS) at++;
    for (; at < end; at++) {
      const byte = bytes[at]!;
      const digit = byte - ZERO;
      if (digit >= 0 && digit <= 9) {
        if (mantissa <= mostBeforeDigit) mantissa = mantissa * 10 + digit;
        else isPlain = false;
        digits++;
        if (isFraction) decimals++;
      } else if (byte === point && !isFraction) isFraction = true;
      else break;
    }
    if (digits === 0) return false;
    this.exponent = 0;
    if (at < end) {
      const byte = bytes[at]!;
      if ((byte !== BIG_E && byte !== SMALL_E) || !this.#readExponent(bytes, at + 1, end)) return false;
      isPlain = false;
    }
    this.mantissa = mantissa;
    this.isNegative = sign === MINUS;
    this.decimals = decimals;
    this.isPlain = isPlain && decimals <= 22;
    this.#bytes = bytes;
    this.#start = start;
    this.#end = end;
    return true;
  }

  #readExponent(bytes: Uint8Array, from: number, end: number): boolean {
    const sign = from < end ? bytes[from]! : 0;
    let at = sign === MINUS || sign === PLUS ? from + 1 : from;
    if (at === end) return false;
    let exponent = 0;
    for (; at < end; at++) {
      const digit = bytes[at]! - ZERO;
      if (digit < 0 || digit > 9) return false;
      exponent = Math.min(exponent * 10 + digit, 100_000);
    }
    this.exponent = sign === MINUS ? -exponent : exponent;
    return true;
  }

  /** The number that was read; 0 for −0. Infinite where no double is so large. */
  value(): number {
    if (!this.isPlain) return this.#byText();
    const size = this.decimals === 0 ? this.mantissa : this.mantissa / powersOfTen[this.decimals]!;
    return this.isNegative && size !== 0 ? -size : size;
  }

  #byText(): number {
    let text = "";
    for (let i = this.#start; i < this.#end; i++)
      text += this.#bytes[i] === this.#point ? "." : String.fromCharCode(this.#bytes[i]!);
    return Number(text) + 0;
  }
}
