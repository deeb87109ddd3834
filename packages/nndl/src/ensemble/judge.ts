/** How well networks read a data set together, and how much they agree. */
import { checkDataset, checkOneLabelEach, type Dataset } from "../data/index.ts";
import { checkData } from "../engines/index.ts";
import { NndlError } from "../errors.ts";
import type { Network } from "../network/index.ts";
import { type Agreement, agreementOf } from "./agreement.ts";
import { averageOutputs, firstLargest, majorityVote } from "./combine.ts";
import { checkMembers, type EnsembleOptions, outputsOf } from "./outputs.ts";

/** An example that was read wrongly. */
export interface Misreading {
  /** The example, from 0. */
  readonly index: number;
  /** Its class. */
  readonly label: number;
  /** The class that was predicted. */
  readonly predicted: number;
  /** What each member predicted, in order. */
  readonly predictions: readonly number[];
}

/** The answers to all examples of one member, or of all together. */
export interface Verdict {
  /** The class predicted for each example. */
  readonly predictions: Uint16Array;
  /** How many examples it gets right. */
  readonly correct: number;
}

/** A verdict of all members, with its mistakes in the order of the data. */
export interface JointVerdict extends Verdict {
  /** The examples that all together get wrong. */
  readonly mistakes: readonly Misreading[];
}

/** What several networks get right on a data set: each by itself, and together. */
export interface EnsembleJudgement {
  /** How many examples were judged. */
  readonly count: number;
  /** Each member by itself, in the order given. */
  readonly members: readonly Verdict[];
  /** The class that most members predict: the book's way. */
  readonly vote: JointVerdict;
  /** The class with the largest mean output. */
  readonly average: JointVerdict;
  /** Where the members agree. */
  readonly agreement: Agreement;
}

/**
 * Lets networks read a data set, each by itself and together.
 *
 * @param networks one or more, with the same inputs and outputs
 * @param data examples with classes
 * @throws NndlError "ensemble.members", "ensemble.data" for targets that are no classes, "data.…" for other data,
 *   "network.outputs" for a member whose outputs are not numbers
 * @example
 * const other = network({ input: [784], layers: [dense(10)], seed: 2 });
 * const { vote, average } = await judgeEnsemble([net, other], digits.test);
 * console.log(`${vote.correct} by vote, ${average.correct} by averaged outputs, of ${digits.test.count}`);
 * @see chapter 6, "an ensemble of networks"
 */
export async function judgeEnsemble(
  networks: readonly Network[],
  data: Dataset,
  options: EnsembleOptions = {},
): Promise<EnsembleJudgement> {
  checkMembers(networks);
  checkDataset(data);
  const { targets, count } = data;
  if (targets.kind !== "classes")
    throw new NndlError("ensemble.data", {
      problem: `${data.name} has no classes for networks to vote on: its targets are values`,
      next: "Use data with classes.",
    });
  for (const network of networks) checkData(network, data);
  checkOneLabelEach(data, "a vote");
  const outputs: Float32Array[] = [];
  // One after another: an engine's memory for one network is let go before the next.
  for (const network of networks) outputs.push(await outputsOf(network, data, options));
  const { labels } = targets;
  const members = outputs.map((values) => verdict(largestOfEach(values, count), labels));
  const at = (index: number) => members.map(({ predictions }) => predictions[index]!);
  const joint = (predictions: Uint16Array): JointVerdict => ({
    ...verdict(predictions, labels),
    mistakes: wrong(predictions, labels).map((index) => ({
      index,
      label: labels[index]!,
      predicted: predictions[index]!,
      predictions: at(index),
    })),
  });
  return {
    count,
    members,
    vote: joint(Uint16Array.from({ length: count }, (_, index) => majorityVote(at(index)))),
    average: joint(largestOfEach(averageOutputs(outputs), count)),
    agreement: agreementOf(members.map(({ predictions }) => predictions)),
  };
}

/** The class of the largest output, for each example. */
function largestOfEach(outputs: Float32Array, count: number): Uint16Array {
  const size = outputs.length / count;
  return Uint16Array.from({ length: count }, (_, i) => firstLargest(outputs.subarray(i * size, (i + 1) * size)));
}

function verdict(predictions: Uint16Array, labels: ArrayLike<number>): Verdict {
  return { predictions, correct: predictions.length - wrong(predictions, labels).length };
}

function wrong(predictions: Uint16Array, labels: ArrayLike<number>): number[] {
  const places: number[] = [];
  predictions.forEach((predicted, index) => {
    if (predicted !== labels[index]) places.push(index);
  });
  return places;
}
