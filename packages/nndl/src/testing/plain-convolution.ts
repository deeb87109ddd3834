/**
 * For tests: one convolution, pooled by its maxima or not, by plain loops, every operation rounded to float32 as it is
 * made. It says in the simplest way which sums the kernels promise to compute: z over the rows of the kernel, its columns
 * and the channels; the gradient of a weight over examples and windows; each ascending, from +0, products with 0 and all.
 */
import { placeWindows } from "../layers/geometry.ts";
import { activationOf, type Conv2dSpec, type ConvPool2dSpec, type Pair, type Shape, sizeOf } from "../layers/index.ts";

const f = Math.fround;
const one: Pair = [1, 1];

/** Of one output: its value, the place where its window's largest sum was, and that place's column. */
interface Output {
  readonly value: number;
  readonly filter: number;
  readonly place: Pair;
}

export class PlainConvolution {
  readonly #spec: Conv2dSpec | ConvPool2dSpec;
  readonly #input: Shape;
  readonly #weights: Float32Array;
  readonly #biases: Float32Array;
  readonly #window: Pair;
  readonly #step: Pair;

  constructor(spec: Conv2dSpec | ConvPool2dSpec, input: Shape, weights: Float32Array, biases: Float32Array) {
    this.#spec = spec;
    this.#input = input;
    this.#weights = weights;
    this.#biases = biases;
    [this.#window, this.#step] = spec.type === "conv2d" ? [one, one] : [spec.window, spec.windowStride];
  }

  /** The outputs of one example, in the order filter, row, column. */
  forward(x: Float32Array): readonly Output[] {
    const { filters, kernel, stride, padding } = this.#spec;
    const positions = placeWindows(this.#input, kernel, stride, padding).output;
    const [rows, columns] = placeWindows([filters, ...positions], this.#window, this.#step).output;
    const relu = activationOf(this.#spec) === "relu";
    return Array.from({ length: filters * rows * columns }, (_, i) => {
      const filter = Math.floor(i / (rows * columns));
      const window: Pair = [Math.floor(i / columns) % rows, i % columns];
      const places = this.#placesOf(window);
      const sums = places.map((place) => this.#sum(x, filter, place));
      const winner = sums.indexOf(Math.max(...sums));
      const z = f(sums[winner] + this.#biases[filter]);
      return { value: relu ? Math.max(z, 0) : z, filter, place: places[winner] };
    });
  }

  /** The sums over examples of ∂C/∂w and ∂C/∂b; `errors` are the examples' ∂C/∂z, in the outputs' order. */
  gradients(examples: readonly Float32Array[], errors: readonly Float32Array[]) {
    const [weights, biases] = [new Float32Array(this.#weights.length), new Float32Array(this.#biases.length)];
    examples.forEach((x, i) => {
      for (const [o, { filter, place }] of this.forward(x).entries()) {
        const error = errors[i][o];
        biases[filter] += error;
        this.#taps(filter, place, (w, input) => {
          weights[w] += f(error * x[input]);
        });
      }
    });
    return { weights, biases };
  }

  /**
   * ∂C/∂x of one example: over windows, the places of a window, filters. Where rows of a kernel are short, each column of
   * places has sums of its own, which are added up by column.
   */
  backward(x: Float32Array, errors: Float32Array, byColumn: boolean): Float32Array {
    const outputs = this.forward(x).map((output, o) => ({ ...output, error: errors[o] }));
    const perFilter = outputs.length / this.#spec.filters;
    const sums: Float32Array[] = [];
    for (let window = 0; window < perFilter; window++) {
      const group = outputs.filter((_, o) => o % perFilter === window);
      // By place within the window, then by filter, as they are.
      group.sort((a, b) => a.place[0] - b.place[0] || a.place[1] - b.place[1]);
      for (const { filter, place, error } of group) {
        const column = byColumn ? place[1] : 0;
        sums[column] ??= new Float32Array(sizeOf(this.#input));
        const own = sums[column];
        this.#taps(filter, place, (w, input) => {
          own[input] += f(error * this.#weights[w]);
        });
      }
    }
    const all = new Float32Array(sizeOf(this.#input));
    for (const own of sums) for (let i = 0; i < all.length; i++) all[i] += own?.[i] ?? 0;
    return all;
  }

  #placesOf([y, x]: Pair): readonly Pair[] {
    const [height, width] = this.#window;
    return Array.from({ length: height * width }, (_, i): Pair => {
      return [y * this.#step[0] + Math.floor(i / width), x * this.#step[1] + (i % width)];
    });
  }

  #sum(x: Float32Array, filter: number, place: Pair): number {
    let sum = 0;
    this.#taps(filter, place, (w, input) => {
      sum = f(sum + f(x[input] * this.#weights[w]));
    });
    return sum;
  }

  /** Visits the weights of a filter, with the inputs under it, by row of the kernel, column and channel. */
  #taps(filter: number, [row, column]: Pair, visit: (weight: number, input: number) => void): void {
    const { filters, kernel, stride, padding, groups } = this.#spec;
    const [channels, height, width] = this.#input;
    const { top, left } = placeWindows(this.#input, kernel, stride, padding);
    const perGroup = channels / groups;
    const group = Math.floor(filter / (filters / groups));
    for (let v = 0; v < kernel[0]; v++)
      for (let u = 0; u < kernel[1]; u++) {
        const [y, x] = [row * stride[0] + v - top, column * stride[1] + u - left];
        if (y < 0 || y >= height || x < 0 || x >= width) continue;
        for (let c = 0; c < perGroup; c++)
          visit(
            ((filter * perGroup + c) * kernel[0] + v) * kernel[1] + u,
            ((group * perGroup + c) * height + y) * width + x,
          );
      }
  }
}
