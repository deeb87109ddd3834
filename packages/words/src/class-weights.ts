/** How much classes count, as one says it. */
import type { ClassWeights } from "nndl";
import { number, type Reader } from "./readers.ts";

const weight = number({ min: 0, max: 1e9 });

/** "balanced", or a number for each class: "1,2,0.5". */
export const classWeights: Reader<ClassWeights> = (text, flag) =>
  text === "balanced" ? text : text.split(",").map((part) => weight(part.trim(), flag));

export function formatClassWeights(value: ClassWeights): string {
  return value === "balanced" ? value : value.join(",");
}
