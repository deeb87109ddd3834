/** How one says what attack a network is trained against. */
import type { TrainOptions } from "nndl";
import { codeOf, parseNumber, type Reader } from "./readers.ts";
import { quote, UsageError } from "./usage-error.ts";

/** An attack to train against. Its ranges are the library's to check. */
export type AdversarialFlag = NonNullable<TrainOptions["adversarial"]>;

/** How it is written. */
export const adversarialUsage = "0.3,norm=linf,steps=7,step=0.1,start=random,range=0:1,clean";

/** ε, and after it what is otherwise than usual, in any order. */
export const adversarial: Reader<AdversarialFlag> = (text, flag) => {
  const refuse = (received: string): UsageError =>
    new UsageError(codeOf(flag), {
      received: quote(received),
      expected: `${flag} must be ε, and after it some of norm=linf or l2, steps=N, step=SIZE, start=random or input, range=LOW:HIGH, clean`,
      next: `Write for example ${flag} ${adversarialUsage}.`,
    });
  const [first, ...parts] = text.split(",").map((part) => part.trim());
  const epsilon = parseNumber(first);
  if (epsilon === undefined) throw refuse(first);
  const settings: Partial<Record<keyof AdversarialFlag, unknown>> = {};
  for (const part of parts) {
    const [name, value = ""] = part.split("=");
    const read = settingOf(name, value);
    if (read === undefined || read[0] in settings) throw refuse(part);
    settings[read[0]] = read[1];
  }
  return { ...settings, epsilon } as AdversarialFlag;
};

function settingOf(name: string, value: string): readonly [keyof AdversarialFlag, unknown] | undefined {
  const number = parseNumber(value);
  if (name === "clean" && value === "") return ["clean", true];
  if (name === "norm" && (value === "linf" || value === "l2")) return ["norm", value];
  if (name === "steps" && number !== undefined) return ["steps", number];
  if (name === "step" && number !== undefined) return ["stepSize", number];
  if (name === "start" && (value === "random" || value === "input")) return ["randomStart", value === "random"];
  const [low, high, ...more] = value.split(":").map(parseNumber);
  if (name === "range" && low !== undefined && high !== undefined && more.length === 0) return ["range", [low, high]];
  return undefined;
}

/** How it is written back: "0.3,steps=7,start=random". */
export function formatAdversarial({
  epsilon,
  norm,
  steps,
  stepSize,
  randomStart,
  clean,
  range,
}: AdversarialFlag): string {
  return [
    `${epsilon}`,
    ...(norm === undefined ? [] : [`norm=${norm}`]),
    ...(steps === undefined ? [] : [`steps=${steps}`]),
    ...(stepSize === undefined ? [] : [`step=${stepSize}`]),
    ...(randomStart === undefined ? [] : [`start=${randomStart ? "random" : "input"}`]),
    ...(range === undefined ? [] : [`range=${range.join(":")}`]),
    ...(clean ? ["clean"] : []),
  ].join(",");
}
