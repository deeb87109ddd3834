// @ts-check
/**
 * What the networks of the suites are made of, in the words of nndl's own specs: a case's network is given to
 * nndl as it is, and each peer builds the same from its own layers.
 */

/** @typedef {"sigmoid" | "relu" | "softmax"} Activation */
/** @typedef {{ type: "dense", units: number, activation: Activation }} DenseLayer */
/**
 * Convolution (stride 1, no padding), max-pooling in windows side by side, biases, activation: square kernels and windows.
 * @typedef {{ type: "convPool2d", filters: number, kernel: number, window: number, activation: Activation }} ConvPoolLayer
 */
/** @typedef {{ type: "dropout", rate: number }} DropoutLayer */
/** Reads [steps, features]; gives its last output, or that of every step. @typedef {{ type: "lstm" | "gru", units: number, output: "last" | "every" }} RecurrentLayer */
/** Looks up a row of numbers for the index at each step. @typedef {{ type: "embedding", indices: number, size: number }} EmbeddingLayer */
/** @typedef {DenseLayer | ConvPoolLayer | DropoutLayer | RecurrentLayer | EmbeddingLayer} Layer */
/**
 * The cost is cross-entropy after a sigmoid, and log-likelihood after a softmax. Or a restricted Boltzmann machine: its visible
 * units are the input, and there are no layers.
 * @typedef {{ input: number[], layers: Layer[], boltzmann?: { hidden: number } }} Network
 */

/** A layer and the shapes around it. @template {Layer} [L=Layer] @typedef {{ layer: L, input: number[], output: number[] }} Placed */

/**
 * @param {number} units
 * @param {Activation} activation
 * @returns {DenseLayer}
 */
export const dense = (units, activation) => ({ type: "dense", units, activation });

/**
 * @param {number} filters
 * @param {number} kernel
 * @param {number} window
 * @param {Activation} activation
 * @returns {ConvPoolLayer}
 */
export const convPool = (filters, kernel, window, activation) => ({
  type: "convPool2d",
  filters,
  kernel,
  window,
  activation,
});

/**
 * @param {number} rate
 * @returns {DropoutLayer}
 */
export const dropout = (rate) => ({ type: "dropout", rate });

/**
 * @param {"lstm" | "gru"} type
 * @param {number} units
 * @param {"last" | "every"} output
 * @returns {RecurrentLayer}
 */
export const recurrent = (type, units, output = "last") => ({ type, units, output });

/** How many products with the input, and with the output before, a unit is computed from. */
const GATES = { lstm: 4, gru: 3 };

/**
 * Sigmoid units throughout.
 * @param {number} inputs
 * @param {...number} units
 * @returns {Network}
 */
export const sigmoidNetwork = (inputs, ...units) => ({
  input: [inputs],
  layers: units.map((n) => dense(n, "sigmoid")),
});

/** @param {number[]} shape */
export const sizeOf = (shape) => shape.reduce((product, extent) => product * extent, 1);

/**
 * @param {Network} network
 * @returns {Placed[]}
 */
export function placed({ input, layers }) {
  let shape = input;
  return layers.map((layer) => {
    const place = { layer, input: shape, output: outputShape(layer, shape) };
    shape = place.output;
    return place;
  });
}

/**
 * @param {Layer} layer
 * @param {number[]} input
 */
function outputShape(layer, input) {
  if (layer.type === "dropout") return input;
  if (layer.type === "embedding") return [input[0], layer.size];
  if (isRecurrent(layer)) return layer.output === "every" ? [input[0], layer.units] : [layer.units];
  if (layer.type === "dense") return isSequence(input) ? [input[0], layer.units] : [layer.units];
  const [, height, width] = input;
  const { filters, kernel, window } = layer;
  return [filters, Math.floor((height - kernel + 1) / window), Math.floor((width - kernel + 1) / window)];
}

/**
 * @param {Layer} layer
 * @returns {layer is RecurrentLayer}
 */
export const isRecurrent = (layer) => layer.type === "lstm" || layer.type === "gru";

/** [steps, features], of which a dense layer sees one step at a time. @param {number[]} shape */
export const isSequence = (shape) => shape.length === 2;

/** The inputs that one output of a layer is computed from. @param {Placed} place */
export function fanIn({ layer, input }) {
  if (layer.type === "convPool2d") return input[0] * layer.kernel ** 2;
  return isSequence(input) ? input[1] : sizeOf(input);
}

/** @param {Network} network */
export function outputActivation({ layers }) {
  const last = layers.at(-1);
  return last?.type === "dense" ? last.activation : undefined;
}

/**
 * The units of each layer, input first, for sides that know nothing but fully-connected layers of sigmoid units;
 * undefined for other networks.
 * @param {Network} network
 */
export function sigmoidUnits({ input, layers }) {
  const units = layers.flatMap((layer) =>
    layer.type === "dense" && layer.activation === "sigmoid" ? [layer.units] : [],
  );
  return units.length === layers.length ? [sizeOf(input), ...units] : undefined;
}

/**
 * The multiplications, each with its addition, that one example asks for, with and without training. Work that is known
 * to be void is not counted: of a max-pooled convolution's gradients only the winner of each window has a part, a
 * dropped unit has none, and nobody needs the gradient with respect to the pixels. What else a side skips (zero pixels,
 * units that a ReLU has silenced) depends on the data and is counted as if it had been done.
 * @param {Network} network
 */
export function multiplyAdds(network) {
  if (network.boltzmann) {
    // Up, down and up again; and the two halves of the gradient.
    const once = sizeOf(network.input) * network.boltzmann.hidden;
    return { inference: once, training: 5 * once };
  }
  const places = placed(network);
  let inference = 0;
  let training = 0;
  let isFirst = true;
  places.forEach((place, i) => {
    const { forward, gradient, backward } = productsOf(place);
    const kept = keepRate(places[i - 1]) * keepRate(places[i + 1]);
    inference += forward;
    training += kept * (forward + gradient + (isFirst ? 0 : backward.input) + backward.through);
    // What lies below has no parameters, or is wanted.
    if (forward + gradient > 0 || place.layer.type === "embedding") isFirst = false;
  });
  return { inference, training };
}

/**
 * Of one example; `backward.input` is needed only where a layer below learns.
 * @param {Placed} place
 */
function productsOf(place) {
  const { layer, input, output } = place;
  const products = (/** @type {number} */ forward, backward = forward) => ({
    forward,
    gradient: backward,
    backward: { input: backward, through: 0 },
  });
  if (layer.type === "dropout" || layer.type === "embedding") return products(0);
  if (isRecurrent(layer)) {
    const rows = GATES[layer.type] * layer.units;
    const fromInput = input[0] * rows * input[1];
    // Nothing comes before the first step.
    const fromBefore = (input[0] - 1) * rows * layer.units;
    const both = fromInput + fromBefore;
    return { forward: both, gradient: both, backward: { input: fromInput, through: fromBefore } };
  }
  const each = sizeOf(output) * fanIn(place);
  return products(layer.type === "convPool2d" ? sizeBeforePooling(layer, input) * fanIn(place) : each, each);
}

/**
 * @param {ConvPoolLayer} layer
 * @param {number[]} input
 */
function sizeBeforePooling({ filters, kernel }, [, height, width]) {
  return filters * (height - kernel + 1) * (width - kernel + 1);
}

/** @param {Placed | undefined} neighbour */
function keepRate(neighbour) {
  return neighbour?.layer.type === "dropout" ? 1 - neighbour.layer.rate : 1;
}
