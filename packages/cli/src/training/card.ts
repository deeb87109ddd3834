/** card.md: what a network is, how it came about, what it can do, and the command that makes it again. */

import { formatAdversarial } from "@nndl/words/adversarial";
import { formatClassWeights } from "@nndl/words/class-weights";
import { formatExpansion } from "@nndl/words/expand";
import { count, duration, percent, plural, significant } from "@nndl/words/numbers";
import { looksAtAll } from "@nndl/words/train-line";
import type { EpochRecord, TrainingOutcome } from "nndl";
import { describeNetwork } from "../describe-network.ts";
import type { RunConfig } from "./run-folder.ts";

export interface CardFacts {
  readonly config: RunConfig;
  readonly outcome: TrainingOutcome;
  /** The epoch whose weights the network has. */
  readonly final: EpochRecord | undefined;
  /** Of training, evaluation not included. */
  readonly seconds: number;
}

export function card({ config, outcome, final, seconds }: CardFacts): string {
  const { network, training, data, versions } = config;
  const settings: [string, string][] = [
    ["epochs", `${outcome.epochs} of ${training.epochs} (${reasons[outcome.reason]})`],
    ["mini-batch size", looksAtAll(training.optimizer) ? "all, before each step" : String(training.miniBatchSize)],
    ["learning rate", `${training.learningRate}, ${named(training.schedule)}`],
    ["optimizer", named(training.optimizer)],
    ["regularization", `L2 λ = ${training.regularization.l2}, L1 λ = ${training.regularization.l1}`],
    [
      "first weights",
      config.from === undefined
        ? [...new Set(network.layers.flatMap((layer) => ("initializer" in layer ? [layer.initializer] : [])))].join(
            ", ",
          )
        : `those of the network ${config.from.sha256.slice(0, 12)}…${config.from.outputs === undefined ? "" : ", the last layer's drawn anew"}`,
    ],
    ...(training.expansion === undefined
      ? []
      : [["distortions", formatExpansion(training.expansion)] satisfies [string, string]]),
    ...(training.adversarial === undefined
      ? []
      : [["trained against", formatAdversarial(training.adversarial)] satisfies [string, string]]),
    ...(training.classWeights === undefined
      ? []
      : [["class weights", formatClassWeights(training.classWeights)] satisfies [string, string]]),
    ...(training.freeze === undefined
      ? []
      : [["frozen layers", training.freeze.map((index) => String(index + 1)).join(", ")] satisfies [string, string]]),
    ["seed", String(network.seed)],
    [
      "data",
      `${data.name}: ${count(data.training)} training, ${count(data.validation)} validation, ${plural(data.test, "test image")}`,
    ],
  ];
  const results = Object.entries(final?.evaluations ?? {}).map(([set, { correct, count: all, accuracy, cost }]) => [
    set,
    correct === undefined ? "" : `${percent(accuracy ?? 0)} (${count(correct)} of ${count(all)})`,
    significant(cost),
  ]);
  return `# ${describeNetwork(network)}

Trained by nndl ${versions.nndl} on Node ${versions.node}, ${config.created.slice(0, 10)}, in ${duration(seconds)} of computing.

## Results

${final === undefined ? "Nothing was measured." : `After epoch ${final.index}, counted from 0:`}

${markdownTable(["data", "accuracy", "cost"], results)}

SHA-256 of the weights: \`${outcome.sha256}\`

## How it was trained

${markdownTable(["setting", "value"], settings)}

## Again

The same command gives the same weights, byte for byte, on every machine and for every number of threads:

    ${config.command}

The files beside this one: \`network.safetensors\` (the network), \`config.json\` (all settings), \`metrics.jsonl\` (one line
for each epoch), \`checkpoints/\` (what resuming needs).
`;
}

/** The hash of the weights that a card tells; undefined where it tells none. */
export function hashIn(text: string): string | undefined {
  return text.match(/^SHA-256 of the weights: `([0-9a-f]{64})`$/m)?.[1];
}

export const reasons = {
  finished: "all of them",
  "no improvement": "then nothing got better",
  "learning rate": "then the learning rate was at its end",
  minimum: "then it was at a minimum",
  aborted: "then it was interrupted",
} as const;

function named({ type, ...settings }: { readonly type: string }): string {
  const text = Object.entries(settings).map(([name, value]) => `${name} ${String(value)}`);
  return text.length === 0 ? type : `${type} (${text.join(", ")})`;
}

function markdownTable(titles: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  return [line(titles), line(titles.map(() => "---")), ...rows.map(line)].join("\n");
}
