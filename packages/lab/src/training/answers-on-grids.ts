/** Answers over a line or a plane, for networks whose inputs are, or are made of, so few numbers. */
import type { Network, Preparation } from "nndl";
import { refuse, wholeIn } from "./check.ts";
import type { RealFunction } from "./function-points.ts";
import { inputsAt } from "./inputs-at.ts";
import type { AskLine, AskPlane, Line, Plane } from "./questions.ts";
import type { Viewer } from "./viewer.ts";

const code = "question";
const mostPoints = 250_000;

/** A network, and how its inputs are made. */
export interface Asked {
  readonly viewer: Viewer;
  readonly preparation: Preparation | undefined;
}

export async function lineOf(asked: Asked, question: AskLine, wanted?: RealFunction): Promise<Line> {
  checkInputs(asked, 1);
  const points = wholeIn(question.points, 2, mostPoints, code, "the number of points");
  const x = evenly(checkRange(question.x), points);
  return {
    x,
    size: asked.viewer.network.outputSize,
    outputs: await outputsAt(asked, Float32Array.from(x)),
    ...(wanted === undefined ? {} : { wanted: x.map((place) => wanted(place)) }),
  };
}

export async function planeOf(asked: Asked, question: AskPlane, wanted?: RealFunction): Promise<Plane> {
  checkInputs(asked, 2);
  const columns = wholeIn(question.columns, 2, 1000, code, "the number of columns");
  const rows = wholeIn(question.rows, 2, Math.floor(mostPoints / columns), code, "the number of rows");
  const [xs, ys] = [evenly(checkRange(question.x), columns), evenly(checkRange(question.y), rows)];
  const inputs = new Float32Array(2 * columns * rows);
  const values = wanted === undefined ? undefined : new Float64Array(columns * rows);
  ys.forEach((y, row) => {
    xs.forEach((x, column) => {
      const at = row * columns + column;
      inputs.set([x, y], 2 * at);
      if (values !== undefined && wanted !== undefined) values[at] = wanted(x, y);
    });
  });
  return {
    columns,
    rows,
    size: asked.viewer.network.outputSize,
    outputs: await outputsAt(asked, inputs),
    ...(values === undefined ? {} : { wanted: values }),
  };
}

function evenly([from, to]: readonly [number, number], count: number): Float64Array {
  return Float64Array.from({ length: count }, (_, i) => from + ((to - from) * i) / (count - 1));
}

export function checkRange(range: readonly [number, number]): readonly [number, number] {
  const [from, to] = range;
  if (Number.isFinite(from) && Number.isFinite(to) && from < to) return range;
  return refuse(code, "a range must go from one number up to another", range, "Give two numbers, the smaller first.");
}

/** What it says at some places, whose numbers are a table's columns as a network would have them. */
function outputsAt({ viewer, preparation }: Asked, places: Float32Array): Promise<Float32Array> {
  return viewer.predict(inputsAt(preparation, places));
}

function checkInputs({ viewer, preparation }: Asked, expected: number): void {
  checkNumbers(viewer.network, preparation, expected);
}

/** Whether a network's inputs are, or are made of, so many numbers. */
export function checkNumbers(network: Network, preparation: Preparation | undefined, expected: number): void {
  const inputs = preparation?.inputs;
  const isMade = inputs?.kind === "table" && inputs.made !== undefined;
  const numbers = isMade ? inputs.columns.length : network.inputSize;
  if (numbers !== expected)
    refuse(code, `this question is about networks of ${expected} numbers`, numbers, "Ask another one.");
}
