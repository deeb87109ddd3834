/** What a drawing of a network shows: its lines, and a picture of each unit. */
import { type Network, type Preparation, parameterName, type Shape } from "nndl";
import { type LayerOutput, layerOutputs } from "nndl/analysis";
import { sizeOf } from "nndl/spec";
import { checkNumbers, checkRange } from "./answers-on-grids.ts";
import { refuse, wholeIn } from "./check.ts";
import { inputsAt } from "./inputs-at.ts";
import type { AskDrawing, Drawing, DrawnColumn, UnitPictures } from "./questions.ts";
import { Turn } from "./turn.ts";

const code = "question";

/** A column's units: neurons, each one number, or maps, each a picture. */
interface Column {
  readonly units: number;
  /** Numbers of one unit. */
  readonly size: number;
  readonly shown: readonly number[];
}

/**
 * @param preparation how the network's inputs are made of the numbers of a line or of the plane
 * @throws NndlError "question" for units that are not there, and inputs over which this network cannot be pictured
 */
export async function drawingOf(network: Network, question: AskDrawing, preparation?: Preparation): Promise<Drawing> {
  const inputShape = question.shape ?? network.spec.input;
  const columns = columnsOf(network, inputShape, question.shown);
  const over = question.over && (await picturesOver({ network, preparation }, columns, question.over));
  return {
    columns: columns.map((column, i): DrawnColumn => {
      const pictures = over?.[i] ?? (i > 0 ? weightPictures(network, i - 1, inputShape, column) : undefined);
      return {
        ...(i === 0 ? noLines() : linesOf(network, i - 1, columns[i - 1]!, column)),
        ...(pictures === undefined ? {} : { pictures }),
      };
    }),
  };
}

/** Made anew each time: what is answered is handed over. */
const noLines = () => ({ lines: new Float32Array(0), of: "nothing", biases: new Float32Array(0) }) as const;

function columnsOf(network: Network, input: Shape, shown: AskDrawing["shown"]): Column[] {
  const shapes = [input, ...network.layers.map(({ output }) => output)];
  if (shapes.length !== shown.length)
    refuse(
      code,
      `the drawn units must be of the inputs and of ${network.layers.length} layers`,
      shown,
      "Name them all.",
    );
  if (sizeOf(input) !== network.inputSize)
    refuse(code, `the inputs are ${network.inputSize} numbers`, input, "Give a shape of as many, or none.");
  return shapes.map((shape, i) => {
    const units = shape.length === 3 ? shape[0]! : sizeOf(shape);
    for (const unit of shown[i]!) wholeIn(unit, 0, units - 1, code, "a drawn unit");
    return { units, size: sizeOf(shape) / units, shown: shown[i]! };
  });
}

/** The lines to a layer. A whole kernel, or all that a neuron sees of one map, is one line. */
function linesOf(network: Network, layer: number, from: Column, to: Column): Omit<DrawnColumn, "pictures"> {
  const weights = network.parameters.get(parameterName(layer, "weights"));
  const biases = network.parameters.get(parameterName(layer, "biases"))?.values ?? [];
  const lines = new Float32Array(to.shown.length * from.shown.length).fill(Number.NaN);
  const each = (line: (j: number, k: number) => number) =>
    to.shown.forEach((j, row) => {
      from.shown.forEach((k, column) => {
        lines[row * from.shown.length + column] = line(j, k);
      });
    });
  const known = { lines, biases: Float32Array.from(biases.length === 0 ? [] : to.shown, (j) => biases[j]!) };
  if (weights === undefined) {
    // A row of several numbers for each map, the numbers of one after those of the other; or the same units again.
    each((j, k) => (Math.floor((j * to.size * from.units) / (to.units * to.size)) === k ? 1 : Number.NaN));
    return { ...known, of: "nothing" };
  }
  const { values, shape } = weights;
  const own = values.length / to.units;
  // In groups a filter sees some of the maps only.
  const seen = shape.length === 2 ? from.units : shape[1]!;
  const block = own / seen;
  each((j, k) => {
    const first = seen === from.units ? 0 : Math.floor(j / (to.units / (from.units / seen))) * seen;
    if (k < first || k >= first + seen) return Number.NaN;
    const at = j * own + (k - first) * block;
    return block === 1 ? values[at]! : lengthOf(values.subarray(at, at + block));
  });
  return { ...known, of: block === 1 ? "weights" : "lengths" };
}

/** What the units that see the inputs look for in them, where these are pictures. */
function weightPictures(network: Network, layer: number, input: Shape, { shown }: Column): UnitPictures | undefined {
  const weights = network.parameters.get(parameterName(layer, "weights"));
  if (layer > 0 || weights === undefined || input.length !== 3) return undefined;
  const [channels, height, width] = (weights.shape.length === 2 ? input : weights.shape.slice(1)) as Shape;
  const size = channels! * height! * width!;
  const values = new Float32Array(shown.length * size);
  shown.forEach((j, i) => {
    values.set(weights.values.subarray(j * size, (j + 1) * size), i * size);
  });
  return { width: width!, height: channels! * height!, values };
}

/** Numbers that are computed in one go, so that others have their turn. */
const atOnce = 400_000;

/** What every unit says over a line, or over a plane. */
async function picturesOver(
  { network, preparation }: { readonly network: Network; readonly preparation: Preparation | undefined },
  columns: readonly Column[],
  { ranges, cells }: NonNullable<AskDrawing["over"]>,
): Promise<UnitPictures[]> {
  const side = wholeIn(cells, 2, 1000, code, "the number of cells");
  const height = ranges.length === 1 ? 1 : side;
  if (ranges.length < 1 || ranges.length > 2)
    refuse(code, "neurons are pictured over a line or a plane", ranges, "Give one range or two.");
  checkNumbers(network, preparation, ranges.length);
  const inputs = gridOf(ranges.map(checkRange), side);
  const count = side * height;
  const pictures = columns.map(({ shown }) => ({
    width: side,
    height,
    values: new Float32Array(shown.length * count),
  }));
  const rows = Math.max(1, Math.floor(atOnce / (side * network.parameterCount)));
  const turn = new Turn();
  for (let row = 0; row < height; row += rows) {
    const [from, to] = [row * side, Math.min(height, row + rows) * side];
    const part = inputsAt(preparation, inputs.slice(from * ranges.length, to * ranges.length));
    const layers = layerOutputs(network, part);
    columns.forEach(({ shown, units, size }, i) => {
      const values = i === 0 ? part : (layers[i - 1] as LayerOutput).values;
      shown.forEach((unit, place) => {
        for (let at = from; at < to; at++)
          pictures[i]!.values[place * count + at] = values[(at - from) * units * size + unit * size]!;
      });
    });
    await turn.pass();
  }
  return pictures;
}

/** Cells from left to right, and from the top down. */
function gridOf(ranges: readonly (readonly [number, number])[], side: number): Float32Array {
  const along = ([from, to]: readonly [number, number], i: number) => from + ((to - from) * i) / (side - 1);
  const [xs, ys] = ranges as [readonly [number, number], (readonly [number, number])?];
  if (ys === undefined) return Float32Array.from({ length: side }, (_, i) => along(xs, i));
  return Float32Array.from({ length: 2 * side * side }, (_, i) => {
    const cell = i >> 1;
    return i % 2 === 0 ? along(xs, cell % side) : along(ys, side - 1 - Math.floor(cell / side));
  });
}

function lengthOf(values: Float32Array): number {
  let squares = 0;
  for (const value of values) squares += value * value;
  return Math.sqrt(squares);
}
