/** What is said about the arithmetic of one value: the names of places, the sum in words, and its steps with numbers. */
import { count, few } from "@nndl/words/numbers";
import type { Shape } from "nndl";
import type { Arithmetic, Origin, PooledWindow, RecurrentOrigin } from "nndl/analysis";
import { activations } from "nndl/functions";

/** "map 3, row 5, column 7" in an image, "neuron 12" in a row; all are counted from 0. */
export function placeName(index: number, shape: Shape, [image, row] = ["map", "neuron"]): string {
  const [, height = 1, width = 1] = shape;
  if (shape.length === 2) return `step ${Math.floor(index / height)}, ${row} ${index % height}`;
  if (shape.length !== 3) return `${row} ${index}`;
  const [channel, y, x] = [Math.floor(index / (height * width)), Math.floor(index / width) % height, index % width];
  return `${image} ${channel}, row ${y}, column ${x}`;
}

/** The same for one of the numbers that a layer is given: of the network's own input, or of the layer before. */
export function inputName(index: number, shape: Shape, isFirst: boolean): string {
  const name = placeName(index, shape, isFirst ? ["channel", "input"] : ["map", "neuron"]);
  return isFirst && shape[0] === 1 ? name.replace("channel 0, ", "") : name;
}

/** A step of the way to the value. */
export interface Step {
  readonly name: string;
  readonly value: number;
  /** How it comes about, where that is no plain sum. */
  readonly formula?: string;
  /** What tests and styles call it. */
  readonly key: "part" | "bias" | "z" | "value";
}

/** The steps from what comes in to the value, to be read from top to bottom; where nothing is applied to z, z is the value. */
export function stepsOf(explained: Arithmetic): readonly Step[] {
  const steps = stepsTo(explained.origin, explained.z);
  if (explained.activation !== "linear") return [...steps, activationStep(explained)];
  const last = steps.at(-1)!;
  return [...steps.slice(0, -1), { ...last, name: last.name === "z" ? "z, the value" : last.name, key: "value" }];
}

/** The whole sum in a sentence or two, for those who do not see it and those who would rather read. */
export function inWords(explained: Arithmetic): string {
  return `${origin(explained.origin, explained)} ${activation(explained)}`.trim();
}

function stepsTo(from: Origin, z: number): readonly Step[] {
  const end = { name: "z", value: z, key: "z" } as const;
  switch (from.kind) {
    case "convolution":
      return [part("All products together", from.window.sum), bias(from.bias), end];
    case "dense":
      return [part("All products together", from.sum), bias(from.bias), end];
    case "pooled convolution":
      return [
        part(capital(poolName(from.pool, "sums")), from.pool.result, poolFormula(from.pool)),
        bias(from.bias),
        end,
      ];
    case "pooling":
      return [{ ...end, name: capital(poolName(from.pool, "values")), ...formula(poolFormula(from.pool)) }];
    case "moved":
      return [{ ...end, name: from.input === undefined ? "A zero" : "The same number" }];
    case "added":
      return [
        part("The value before", from.value),
        part(`plus ${from.earlier === 0 ? "the input" : `what layer ${from.earlier} says`} there`, from.added),
        end,
      ];
    case "scaled":
      return [part("The value before", from.value), part("times", from.factor), end];
    case "normalized":
      return [
        part("The value before", from.value),
        part("less the running mean", from.mean),
        part("divided by", Math.sqrt(from.variance + from.epsilon), "√(variance + ε)"),
        part("times the scale γ", from.scale),
        part("plus the shift β", from.shift),
        end,
      ];
    case "divided":
      return [
        part("The value before", from.value),
        part(
          "divided by",
          from.divisor ** from.beta,
          `(${few(from.bias)} + ${few(from.alpha)} · Σ a²)^${few(from.beta)}`,
        ),
        end,
      ];
    case "recurrent":
      return [...recurrentSteps(from), end];
    case "looked up":
      return [{ ...end, name: `Number ${from.column} in the row of index ${from.row}` }];
  }
}

/** What a recurrent unit is made of at one step, in the order in which it is calculated. */
function recurrentSteps({ gates, before, memoryBefore, memory }: RecurrentOrigin): readonly Step[] {
  const [first] = gates;
  if (gates.length === 1)
    return [part("From the inputs, with the bias", first!.input), part("plus, from the step before", first!.recurrent)];
  const steps = gates.map(({ name, value }) =>
    part(`The ${name === "candidate" ? "candidate" : `${name} gate`}`, value),
  );
  if (gates.length === 3)
    return [
      ...steps,
      part("The unit's output at the step before", before, "z = (1 − update) · candidate + update · before"),
    ];
  return [
    ...steps,
    part("The memory at the step before", memoryBefore),
    part("The memory", memory, "forget · before + input · candidate"),
  ];
}

const part = (name: string, value: number, how?: string): Step => ({ name, value, key: "part", ...formula(how) });
const bias = (value: number): Step => ({ name: "plus the bias", value, key: "bias" });
const formula = (text: string | undefined) => (text === undefined ? {} : { formula: text });
const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

function poolName({ pooling, values }: PooledWindow, what: string): string {
  const all = count(values.length);
  if (pooling === "max") return `the largest of ${all} ${what}`;
  if (pooling === "average") return `the mean of ${all} ${what}`;
  return `the root of the sum of ${all} squares`;
}

function poolFormula({ pooling, values }: PooledWindow): string | undefined {
  if (pooling === "max" || values.length > 9) return undefined;
  const each = [...values].map((value) => (value < 0 ? `(${few(value)})` : few(value)));
  return pooling === "average"
    ? `(${each.join(" + ")}) / ${values.length}`
    : `√(${each.map((x) => `${x}²`).join(" + ")})`;
}

function activationStep({ activation: name, softmax, value }: Arithmetic): Step {
  const { title, formula: plain } = activations[name];
  const share =
    softmax && `e^(z − ${few(softmax.largest)}) / Σ = ${few(softmax.numerator)} / ${few(softmax.denominator)}`;
  return { name: title, value, key: "value", formula: share ?? plain };
}

function origin(from: Origin, { type, z }: Arithmetic): string {
  switch (from.kind) {
    case "convolution": {
      const { window, bias: b } = from;
      return `${products(window)} add up to ${few(window.sum)}; with the bias ${few(b)} that is z = ${few(z)}.`;
    }
    case "pooled convolution": {
      const { pool, bias: b } = from;
      return `The filter is put at ${pool.values.length} places. ${capital(poolName(pool, "sums"))} is ${few(pool.result)}; with the bias ${few(b)}, which the book adds after pooling, that is z = ${few(z)}.`;
    }
    case "pooling":
      return `${capital(poolName(from.pool, "values"))} of its window is ${few(z)}.`;
    case "dense":
      return `${count(from.products.length)} products of weights and inputs add up to ${few(from.sum)}; with the bias ${few(from.bias)} that is z = ${few(z)}.`;
    case "moved":
      if (from.input === undefined) return "This is one of the zeros that are put around the image.";
      return type === "flatten"
        ? `The same number as before, ${few(from.value)}: this layer only puts the values in a row.`
        : `The same number as before, ${few(from.value)}: this layer only puts zeros around the image.`;
    case "added": {
      const source = from.earlier === 0 ? "the network's own input has" : `layer ${from.earlier} says`;
      return `To ${few(from.value)}, the value before, what ${source} at the same place is added, ${few(from.added)}: that gives ${few(z)}.`;
    }
    case "scaled":
      return from.factor === 1
        ? `The same number as before, ${few(from.value)}: only in training are some values dropped, and the others made larger then.`
        : `Only in training are some values dropped. In use every value is multiplied by the share that is kept, ${few(from.factor)}: ${few(from.value)} becomes ${few(z)}.`;
    case "normalized":
      return `${few(from.value)} less the channel's running mean ${few(from.mean)}, divided by its running deviation ${few(Math.sqrt(from.variance + from.epsilon))}, times the scale ${few(from.scale)}, plus the shift ${few(from.shift)}, is z = ${few(z)}.`;
    case "divided":
      return `${few(from.value)} is divided by ${few(from.divisor ** from.beta)}, which grows with the values at this place in ${from.neighbours.length} neighbouring maps, its own included: that gives ${few(z)}.`;
    case "looked up":
      return `Nothing is calculated: the index ${from.row} has a row of learned numbers, of which number ${from.column} is ${few(from.value)}.`;
    case "recurrent":
      return `At step ${from.step}${from.isReversed ? ", reading backward," : ""} ${recurrentWords(from)} that gives ${few(z)}.`;
  }
}

function recurrentWords({ gates, before, memoryBefore, memory }: RecurrentOrigin): string {
  const all = Object.fromEntries(gates.map(({ name, value }) => [name, few(value)]));
  if (gates.length === 1)
    return `the inputs bring ${few(gates[0]!.input)}, bias and all, and the step before ${few(gates[0]!.recurrent)}:`;
  if (gates.length === 3)
    return `the update gate, ${all.update}, keeps that share of the output before, ${few(before)}, and takes the rest from the candidate, ${all.candidate}, which the reset gate, ${all.reset}, let see the step before:`;
  return `the forget gate keeps ${all.forget} of the memory, which was ${few(memoryBefore)}, the input gate lets in ${all.input} of the candidate ${all.candidate}, so that the memory is ${few(memory)}; the output gate lets out ${all.output} of its tanh:`;
}

function products({
  products: all,
  inside,
  channels,
}: {
  products: Float64Array;
  inside: Uint8Array;
  channels: number;
}) {
  const beyond = inside.reduce((count, is) => count + (is === 0 ? 1 : 0), 0) * channels;
  const over = channels === 1 ? "" : ` over ${channels} channels`;
  const padded = beyond === 0 ? "" : `, ${count(beyond)} of them with padding's zeros,`;
  return `${count(all.length)} products of the filter and its window${over}${padded}`;
}

function activation({ activation: name, softmax, z, value }: Arithmetic): string {
  if (name === "linear") return "";
  if (softmax !== undefined)
    return `Softmax makes it a share: e to the power of z less the largest z, ${few(softmax.largest)}, is ${few(softmax.numerator)}; divided by the sum of the same for all ${softmax.count} values, ${few(softmax.denominator)}, that is ${few(value)}.`;
  const { title } = activations[name];
  return value === z ? `${title} leaves it as it is: ${few(value)}.` : `${title} makes ${few(value)} of it.`;
}
