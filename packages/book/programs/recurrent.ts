/**
 * A recurrent network (named in chapter 6) that reads a text character by character and says what it thinks comes next. Its hidden
 * neurons get, beside the character, what they were themselves a step before; so a step later is a layer further, and
 * backpropagation goes back through time as it goes back through layers.
 */
import { check } from "./check.ts";
import { addOuter, backwards, weightedInputs } from "./layer.ts";
import { Random } from "./random.ts";
import { logLikelihoodCost, outputError, softmax } from "./softmax.ts";

/** Rows of `input`, `recurrent` and `biases` are hidden neurons, rows of `output` and `outputBiases` are characters. */
export interface RecurrentNet {
  input: number[][];
  recurrent: number[][];
  biases: number[];
  output: number[][];
  outputBiases: number[];
}

export function randomRecurrentNet(characters: number, hidden: number, random: Random): RecurrentNet {
  check(characters >= 2 && hidden >= 1, `two characters or more, and a neuron; received ${characters} and ${hidden}`);
  const matrix = (rows: number, columns: number) =>
    Array.from({ length: rows }, () => Array.from({ length: columns }, () => random.gaussian() / Math.sqrt(hidden)));
  return {
    input: matrix(hidden, characters),
    recurrent: matrix(hidden, hidden),
    biases: Array<number>(hidden).fill(0),
    output: matrix(characters, hidden),
    outputBiases: Array<number>(characters).fill(0),
  };
}

/** All that is learned, row by row. */
export function rowsOf({ input, recurrent, biases, output, outputBiases }: RecurrentNet): number[][] {
  return [...input, ...recurrent, biases, ...output, outputBiases];
}

/** h = tanh(W x + U h′ + b). As x is 1 for one character and 0 for all others, W x is a column of W. */
export function nextState({ input, recurrent, biases }: RecurrentNet, character: number, before: number[]): number[] {
  return weightedInputs(recurrent, biases, before).map((z, j) => Math.tanh(z + input[j][character]));
}

/** z of the softmax outputs, one for each character. */
function weightedOutputs({ output, outputBiases }: RecurrentNet, state: number[]): number[] {
  return weightedInputs(output, outputBiases, state);
}

/**
 * Backpropagation through time: the mean cost of what follows each character, its gradient, and the state at the end. The
 * error of a hidden neuron comes from the outputs of its step, and from all neurons a step later.
 */
export function throughTime(net: RecurrentNet, text: number[], following: number[], before: number[]) {
  check(text.length > 0 && text.length === following.length, "each character needs one that follows it");
  const states = [before];
  for (const character of text) states.push(nextState(net, character, states[states.length - 1]));
  const nabla = structuredClone(net);
  for (const row of rowsOf(nabla)) row.fill(0);
  let cost = 0;
  let fromLater = before.map(() => 0);
  for (let t = text.length - 1; t >= 0; t--) {
    const h = states[t + 1];
    const z = weightedOutputs(net, h);
    cost += logLikelihoodCost(z, following[t]) / text.length;
    const deltaOut = outputError(z, following[t]).map((error) => error / text.length);
    const delta = backwards(net.output, deltaOut).map((error, j) => (error + fromLater[j]) * (1 - h[j] * h[j]));
    addOuter(nabla.output, deltaOut, h);
    addOuter([nabla.outputBiases], [1], deltaOut);
    addOuter(nabla.recurrent, delta, states[t]);
    addOuter([nabla.biases], [1], delta);
    delta.forEach((error, j) => {
      nabla.input[j][text[t]] += error;
    });
    fromLater = backwards(net.recurrent, delta);
  }
  return { cost, nabla, last: states[text.length] };
}

/** A gradient that is longer than that is made as short: one steep place must not throw the weights away. */
export function clip(nabla: RecurrentNet, longest: number): void {
  const factor = Math.min(1, longest / Math.hypot(...rowsOf(nabla).flat()));
  for (const row of rowsOf(nabla)) for (let k = 0; k < row.length; k++) row[k] *= factor;
}

/** Reads a text once, stretch by stretch, with a step of gradient descent after each. The state goes on, errors do not go back. */
export function readThrough(net: RecurrentNet, text: number[], steps: number, eta: number, longest = 1): void {
  check(eta > 0 && Number.isFinite(eta), `the learning rate must be a number above 0; received ${eta}`);
  check(Number.isInteger(steps) && steps >= 1, `a stretch must have a whole number of steps; received ${steps}`);
  let state = net.biases.map(() => 0);
  for (let from = 0; from + steps < text.length; from += steps) {
    const [now, later] = [text.slice(from, from + steps), text.slice(from + 1, from + steps + 1)];
    const { nabla, last } = throughTime(net, now, later, state);
    clip(nabla, longest);
    const slopes = rowsOf(nabla);
    rowsOf(net).forEach((row, j) => {
      for (let k = 0; k < row.length; k++) row[k] -= eta * slopes[j][k];
    });
    state = last;
  }
}

/** How many bits each character of a text takes, for who has read all before it. */
export function bitsEach(net: RecurrentNet, text: number[]): number {
  const nothing = net.biases.map(() => 0);
  return throughTime(net, text.slice(0, -1), text.slice(1), nothing).cost / Math.LN2;
}

/** Lets the network write: a character is drawn from its outputs, and read in its turn. The colder, the surer. */
export function write(net: RecurrentNet, first: number, length: number, temperature: number, random: Random): number[] {
  check(temperature > 0, `the temperature must be a number above 0; received ${temperature}`);
  const written = [first];
  let state = net.biases.map(() => 0);
  while (written.length < length) {
    state = nextState(net, written[written.length - 1], state);
    const outputs = softmax(weightedOutputs(net, state), 1 / temperature);
    let [drawn, left] = [0, random.uniform() - outputs[0]];
    while (left >= 0 && drawn < outputs.length - 1) left -= outputs[++drawn];
    written.push(drawn);
  }
  return written;
}

const words = [
  ["a", "the"],
  ["deep", "wide", "tiny", "new"],
  ["net", "layer"],
  ["reads", "learns", "sees", "draws"],
];

/** Sentences made of words by lot: 6 bits of chance in each. */
export function sentences(count: number, random: Random): string {
  const word = (choice: string[]) => choice[Math.floor(random.uniform() * choice.length)];
  return Array.from({ length: count }, () => `${words.map(word).join(" ")}.`).join(" ");
}

export function demo(): string[] {
  const random = new Random(2);
  const [text, unread] = [sentences(200, random), sentences(40, random)];
  const alphabet = [...new Set(text)].sort();
  const indices = (characters: string) => [...characters].map((each) => alphabet.indexOf(each));
  const net = randomRecurrentNet(alphabet.length, 20, random);
  const least = ((6 * 40) / unread.length).toFixed(2);
  const lines = [`A text of ${text.length} characters, ${alphabet.length} different: ${text.slice(0, 60)} ...`];
  lines.push(`Bits for each character of a text that it has not read (no one can know better than ${least}):`);
  for (let epoch = 0; epoch <= 5; epoch++) {
    if (epoch > 0) readThrough(net, indices(text), 25, 0.5);
    lines.push(`  epoch ${epoch}: ${bitsEach(net, indices(unread)).toFixed(2)}`);
  }
  for (const temperature of [0.3, 1, 2]) {
    const written = write(net, alphabet.indexOf(" "), 70, temperature, random);
    lines.push(`It writes, at temperature ${temperature}: ${written.map((i) => alphabet[i]).join("")}`);
  }
  return lines;
}
