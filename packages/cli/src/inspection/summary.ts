/** A network's layers as a table: what each makes of its input, and what it costs. */

import { bytes, count, plural } from "@nndl/words/numbers";
import type { NetworkSpec, OptimizerSpec } from "nndl";
import { type Costs, estimateMemory, layerCosts, totalCosts } from "nndl/analysis";
import { layerKind } from "nndl/spec";
import type { Context } from "../context.ts";
import { roomOf } from "../terminal/screen.ts";
import { indent, table } from "../terminal/table.ts";
import { wrap } from "../terminal/wrap.ts";

/** One layer, without its weights. */
export interface LayerSummary {
  /** From 1. */
  readonly layer: number;
  readonly type: string;
  readonly description: string;
  readonly input: readonly number[];
  readonly output: readonly number[];
  readonly parameterCount: number;
  /** Parameters that training changes by their gradients. */
  readonly trainedCount: number;
  /** For one example, forward. */
  readonly multiplyAdds: number;
}

/** What is known of a network from its description. */
export interface NetworkSummary extends Costs {
  readonly layers: readonly LayerSummary[];
  /** Bytes of the parameters as float32. */
  readonly parameterBytes: number;
  /** Bytes of memory, the data not counted. */
  readonly memory: { readonly using: number; readonly training: number };
  /** How the training is done that the memory is for. */
  readonly usualTraining: UsualTraining;
}

export interface UsualTraining {
  readonly miniBatchSize: number;
  readonly optimizer: OptimizerSpec;
}

const plainTraining: UsualTraining = { miniBatchSize: 10, optimizer: { type: "sgd" } };

export function summarizeNetwork(spec: NetworkSpec, usualTraining: UsualTraining = plainTraining): NetworkSummary {
  const costs = layerCosts(spec);
  const total = totalCosts(costs);
  const layers = costs.map(({ index, type, input, output, parameters, trainedParameters, multiplyAdds }) => ({
    layer: index + 1,
    type,
    description: layerKind(spec.layers[index].type).describe(spec.layers[index]),
    input,
    output,
    parameterCount: parameters,
    trainedCount: trainedParameters,
    multiplyAdds,
  }));
  return {
    layers,
    ...total,
    parameterBytes: 4 * total.parameters,
    memory: {
      using: estimateMemory(spec, { miniBatchSize: usualTraining.miniBatchSize }).total,
      training: estimateMemory(spec, usualTraining).total,
    },
    usualTraining,
  };
}

const right = "right" as const;

export function printSummary(context: Context, { input }: NetworkSpec, summary: NetworkSummary): void {
  const { style, columns } = context.out;
  const { layers, parameters, trainedParameters, multiplyAdds, parameterBytes, memory, usualTraining } = summary;
  const rows = layers.map((layer) => [
    String(layer.layer),
    layer.description,
    layer.output.join(" × "),
    layer.parameterCount === 0 ? "" : count(layer.parameterCount),
    layer.multiplyAdds === 0 ? "" : count(layer.multiplyAdds),
  ]);
  const first = ["", "input", input.join(" × "), "", ""];
  const total = ["", "total", "", count(parameters), count(multiplyAdds)];
  const titles = ["#", "layer", "output", "parameters", "multiply-adds"];
  const others = [0, 2, 3, 4].map((column) =>
    Math.max(titles[column].length, ...[first, ...rows, total].map((row) => row[column].length)),
  );
  // What is left of the screen's width belongs to the descriptions.
  const room = Math.max(20, columns - 2 - 4 * 2 - others.reduce((sum, width) => sum + width, 0));
  const shown = rows.flatMap(([number, description, ...rest]) =>
    wrap(description, room).map((line, i) => (i === 0 ? [number, line, ...rest] : ["", line])),
  );
  const lines = table(
    titles.map((title, column) => (column > 2 ? { title, align: right } : { title })),
    [first, ...shown, total],
    style,
  );
  const fixed = parameters - trainedParameters;
  const { miniBatchSize, optimizer } = usualTraining;
  context.print(
    ...indent([...lines.slice(0, -1), style.bold(lines.at(-1) ?? "")]),
    "",
    ...indent(
      [
        `${plural(parameters, "parameter")}${fixed === 0 ? "" : `, ${count(fixed)} of them not trained`}: ${bytes(parameterBytes)} as float32`,
        `${plural(multiplyAdds, "multiply-add")} per example; about three times as many in training`,
        `memory, data not counted: about ${bytes(memory.using)} to use it, ${bytes(memory.training)} to train it`,
      ].flatMap((sentence) => wrap(sentence, roomOf(context.out) - 2)),
    ),
    style.dim(`  (mini-batches of ${miniBatchSize}, ${optimizer.type})`),
  );
}
