/** How the numbers of a logarithmic axis are written: all of them in one form. */

/** "10⁻³", "10⁰". */
export function powerName(exponent: number): string {
  return `10${String(exponent).replace(/./g, (sign) => (sign === "-" ? "⁻" : "⁰¹²³⁴⁵⁶⁷⁸⁹"[Number(sign)]!))}`;
}

/** Whether a number of an axis is short enough to be written out. */
export const isShort = (value: number) => value > 0.999e-3 && value < 0.999e5;

/** The names of an axis's powers of ten: "0.01", or "10⁻²" where not all of them are short; nothing for what is none. */
export function namesOfPowers([from, to]: readonly [number, number]): (value: number) => string {
  const isWritten =
    isShort(10 ** Math.ceil(Math.log10(from) - 1e-9)) && isShort(10 ** Math.floor(Math.log10(to) + 1e-9));
  return (value) => {
    const exponent = Math.round(Math.log10(value));
    if (Math.abs(value / 10 ** exponent - 1) > 1e-6) return "";
    return isWritten ? withCommas(String(Number(`1e${exponent}`))) : powerName(exponent);
  };
}

/** "12,000"; no sign before a zero. */
export function withCommas(text: string): string {
  const [whole = "", decimals] = (Number(text) === 0 ? text.replace("-", "") : text).split(".");
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ",");
  return (decimals === undefined ? grouped : `${grouped}.${decimals}`).replace("-", "−");
}
