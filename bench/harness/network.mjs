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
/** @typedef {DenseLayer | ConvPoolLayer | DropoutLayer} Layer */
/** The cost is cross-entropy after a sigmoid, and log-likelihood after a softmax. @typedef {{ input: number[], layers: Layer[] }} Network */

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
  if (layer.type === "dense") return [layer.units];
  const [, height, width] = input;
  const { filters, kernel, window } = layer;
  return [filters, Math.floor((height - kernel + 1) / window), Math.floor((width - kernel + 1) / window)];
}

/** The inputs that one output of a layer is computed from. @param {Placed} place */
export function fanIn({ layer, input }) {
  return layer.type === "convPool2d" ? input[0] * layer.kernel ** 2 : sizeOf(input);
}

/** @param {Network} network */
export function outputActivation({ layers }) {
  const last = layers.at(-1);
  return last?.type === "dense" ? last.activation : undefined;
}

/**
 * The units of each layer, input first, for sides that know nothing but fully-connected layers of sigmoid units.
 * @param {Network} network
 */
export function sigmoidUnits({ input, layers }) {
  const units = layers.map((layer) => {
    if (layer.type !== "dense" || layer.activation !== "sigmoid") throw new Error(`no sigmoid units: ${layer.type}`);
    return layer.units;
  });
  return [sizeOf(input), ...units];
}

/**
 * The multiplications, each with its addition, that one image asks for, with and without training. Work that is known
 * to be void is not counted: of a max-pooled convolution's gradients only the winner of each window has a part, a
 * dropped unit has none, and nobody needs the gradient with respect to the pixels. What else a side skips (zero pixels,
 * units that a ReLU has silenced) depends on the data and is counted as if it had been done.
 * @param {Network} network
 */
export function multiplyAdds(network) {
  const places = placed(network);
  let inference = 0;
  let training = 0;
  let first = true;
  places.forEach((place, i) => {
    const { layer, output } = place;
    if (layer.type === "dropout") return;
    const backward = sizeOf(output) * fanIn(place);
    const forward = layer.type === "convPool2d" ? sizeBeforePooling(layer, place.input) * fanIn(place) : backward;
    const kept = keepRate(places[i - 1]) * keepRate(places[i + 1]);
    inference += forward;
    training += kept * (forward + (first ? 1 : 2) * backward);
    first = false;
  });
  return { inference, training };
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
