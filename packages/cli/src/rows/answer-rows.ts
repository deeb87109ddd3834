/** What a network says of the rows of a table: the name of a class, or values in their own units. */
import { type Network, NndlError, type Preparation, type Remark } from "nndl";
import { openRows, type SourceFile } from "nndl/sources";
import { answerOf } from "../image/answer.ts";

/** One row, and what the network makes of it. Plain JSON. */
export interface AnsweredRow {
  /** Counted from 1. */
  readonly row: number;
  /** The name of the class, where the network tells classes. */
  readonly prediction?: string;
  /** The class's number. */
  readonly class?: number;
  readonly outputs: readonly number[];
  readonly probabilities?: readonly number[];
  /** The values that outputs stand for, by their names, in the units that they came in. */
  readonly values?: Readonly<Record<string, number>>;
  /** What the file says is right. */
  readonly expected?: string | Readonly<Record<string, number>>;
}

export interface AnsweredRows {
  readonly rows: readonly AnsweredRow[];
  readonly remarks: readonly Remark[];
}

/**
 * Lets a network answer to each row of a file.
 *
 * @throws NndlError as `openRows` does, "network.outputs" for outputs that are not finite
 */
export async function answerRows(
  network: Network,
  file: SourceFile,
  target: string | undefined,
): Promise<AnsweredRows> {
  const { preparation } = network;
  const { inputs, answers, remarks } = await openRows(file, preparation, { target });
  const outputs = await network.predict(inputs);
  return {
    rows: outputs.map((output, i) => answerTo(network, output, i, answers?.[i])),
    remarks,
  };
}

function answerTo(
  network: Network,
  output: Float32Array,
  index: number,
  answer: string | readonly number[] | undefined,
): AnsweredRow {
  const row = index + 1;
  const meaning = network.preparation?.targets;
  if (meaning?.kind !== "classes") {
    const names = namesOf(meaning, output.length);
    checkFinite(output, row);
    const outputs = Array.from(output);
    return {
      ...{ row, outputs, values: byName(names, valuesOf(meaning, outputs)) },
      ...(typeof answer === "object" && { expected: byName(names, answer) }),
    };
  }
  const { prediction, outputs, probabilities } = answerOf(network, output);
  return {
    ...{ row, prediction: meaning.names[prediction], class: prediction, outputs },
    ...(probabilities === undefined ? {} : { probabilities }),
    ...(typeof answer === "string" ? { expected: answer } : {}),
  };
}

function valuesOf(meaning: Preparation["targets"], outputs: readonly number[]): readonly number[] {
  if (meaning?.kind !== "values") return outputs;
  return outputs.map((output, i) => output * meaning.columns[i].deviation + meaning.columns[i].mean);
}

function namesOf(meaning: Preparation["targets"], count: number): readonly string[] {
  if (meaning?.kind === "values") return meaning.columns.map(({ name }) => name);
  return Array.from({ length: count }, (_, i) => `output ${i + 1}`);
}

function byName(names: readonly string[], values: readonly number[]): Readonly<Record<string, number>> {
  return Object.fromEntries(names.map((name, i) => [name, values[i]]));
}

function checkFinite(output: Float32Array, row: number): void {
  if (output.every(Number.isFinite)) return;
  throw new NndlError("network.outputs", {
    received: `${output.find((value) => !Number.isFinite(value))} for row ${row}`,
    expected: "a network's outputs must be finite",
    next: "Its weights are too large to compute with; use an earlier checkpoint.",
  });
}
