import { quote, UsageError } from "../usage-error.ts";
import type { Reader } from "./option.ts";
import { codeOf } from "./readers.ts";

/** The numbers of units of a network's layers, the inputs first: 784-30-10. */
export const sizes: Reader<readonly number[]> = (text, flag) => {
  const numbers = text.split("-").map((part) => (/^[0-9]+$/.test(part) ? Number(part) : Number.NaN));
  if (numbers.length < 2 || !numbers.every((size) => Number.isSafeInteger(size) && size >= 1))
    throw new UsageError(codeOf(flag), {
      received: quote(text),
      expected: `${flag} must be two or more positive whole numbers with dashes between them: inputs, hidden layers, outputs`,
      next: `Write for example ${flag} 784-30-10.`,
    });
  return numbers;
};
