import { checkDataset, type Dataset } from "../data/index.ts";
import { NndlError } from "../errors.ts";
import { outputRows } from "./class-report.ts";

/** How near a network comes to targets that are values. Plain JSON. */
export interface ValueReport extends ValueScores {
  readonly kind: "values";
  /** The number of examples. */
  readonly count: number;
  /** Each value of a target by itself, in its own units; what stands above is their mean. */
  readonly columns: readonly ValueColumn[];
}

/** How far outputs are from targets. */
export interface ValueScores {
  /**
   * R² = 1 − Σ (target − output)² / Σ (target − mean target)²: 1 where every output is its target, 0 where they are no better than
   * the mean. Absent where all targets are equal, and there is nothing to explain.
   */
  readonly r2?: number;
  /** The mean of |target − output|. */
  readonly meanAbsoluteError: number;
  /** The mean of (target − output)². */
  readonly meanSquaredError: number;
  /** Its square root, which is in the units of the target. */
  readonly rootMeanSquaredError: number;
}

/** How near one value of the targets is met. */
export interface ValueColumn extends ValueScores {
  /** What the data call it; otherwise its number. */
  readonly name: string;
  /** The mean of the targets. */
  readonly mean: number;
}

/**
 * How near a network's outputs come to targets that are values: in the units that the targets had before they were scaled,
 * where the data say how they were (value = output × deviation + mean).
 *
 * Sums are of float64 numbers. What stands for all is the mean over the target's values, as scikit-learn's `r2_score`,
 * `mean_absolute_error` and `mean_squared_error` have it; R² over those that have one.
 *
 * @param outputs one array for each example, or all of them one after another: as `network.predict` and `session.predict` give
 *   them
 * @throws NndlError "report.data" for a data set with classes, "report.outputs" for outputs that are not as many as targets, or
 *   no finite numbers
 * @example
 * const line = regression([[0], [1], [2]], [0, 1, 2]);
 * valueReport(line, [[0], [1], [3]]).r2; // 0.5
 * @see https://scikit-learn.org/stable/modules/model_evaluation.html
 */
export function valueReport(data: Dataset, outputs: Float32Array | readonly ArrayLike<number>[]): ValueReport {
  checkDataset(data);
  const { targets, count, preparation } = data;
  if (targets.kind === "classes")
    throw new NndlError("report.data", {
      received: "targets that are classes",
      expected: `${data.name}: a report on values must be of data whose targets are values`,
      next: "Use classReport.",
    });
  const { rows, size } = outputRows(outputs, data);
  const scales = preparation?.targets?.kind === "values" ? preparation.targets.columns : [];
  const columns = Array.from({ length: size }, (_, column): ValueColumn => {
    const { name = String(column), mean = 0, deviation = 1 } = scales[column] ?? {};
    const target = (i: number) => targets.values[i * size + column]! * deviation + mean;
    const output = (i: number) => {
      const value = rows(i)[column]!;
      if (!Number.isFinite(value))
        throw new NndlError("report.outputs", {
          received: `${value} for example ${i}`,
          expected: "outputs must be finite numbers",
          next: "Use the weights of an earlier epoch, or train with a smaller learning rate.",
        });
      return value * deviation + mean;
    };
    return { name, ...scoresOf(count, target, output) };
  });
  const known = columns.map(({ r2 }) => r2).filter((r2) => r2 !== undefined);
  const meanOf = (of: (column: ValueColumn) => number) => columns.reduce((sum, each) => sum + of(each), 0) / size;
  return {
    ...{ kind: "values", count },
    ...(known.length === 0 ? {} : { r2: known.reduce((sum, r2) => sum + r2, 0) / known.length }),
    meanAbsoluteError: meanOf((column) => column.meanAbsoluteError),
    meanSquaredError: meanOf((column) => column.meanSquaredError),
    rootMeanSquaredError: meanOf((column) => column.rootMeanSquaredError),
    columns,
  };
}

function scoresOf(
  count: number,
  target: (i: number) => number,
  output: (i: number) => number,
): Omit<ValueColumn, "name"> {
  let total = 0;
  for (let i = 0; i < count; i++) total += target(i);
  const mean = total / count;
  let [absolute, squared, spread, isConstant] = [0, 0, 0, true];
  for (let i = 0; i < count; i++) {
    const error = target(i) - output(i);
    absolute += Math.abs(error);
    squared += error * error;
    spread += (target(i) - mean) * (target(i) - mean);
    // The mean of equal numbers need not be their number, to the last bit.
    isConstant &&= target(i) === target(0);
  }
  return {
    mean,
    ...(isConstant ? {} : { r2: 1 - squared / spread }),
    meanAbsoluteError: absolute / count,
    meanSquaredError: squared / count,
    rootMeanSquaredError: Math.sqrt(squared / count),
  };
}
