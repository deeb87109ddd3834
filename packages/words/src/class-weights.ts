/** How much classes count, as one says it. */
import type { ClassWeights } from "nndl";
import { codeOf, number, type Reader } from "./readers.ts";
import { quote, UsageError } from "./usage-error.ts";

const weight = number({ min: 0, max: 1e9 });

/** "balanced", or a number for each class: "1,2,0.5". */
export const classWeights: Reader<ClassWeights> = (text, flag) =>
  text === "balanced" ? text : text.split(",").map((part) => readWeight(part.trim(), text, flag));

function readWeight(part: string, text: string, flag: string): number {
  try {
    return weight(part, flag);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    throw new UsageError(codeOf(flag), {
      received: quote(text),
      expected: `${flag} must be "balanced", or a number from 0 to 1000000000 for each class, in the classes' order`,
      next: `Write for example ${flag} 1,2,0.5.`,
    });
  }
}

export function formatClassWeights(value: ClassWeights): string {
  return value === "balanced" ? value : value.join(",");
}
