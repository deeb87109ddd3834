// @ts-check
/** ConvNetJS: one example at a time, gradients added up, an update after each mini-batch. */
import convnetjs from "convnetjs";
import { CLASSES, loadExamples, miniBatches, toFloats } from "../harness/examples.mjs";
import { installedVersion, Skip, serve } from "../harness/serve.mjs";

/** @import { Layer, Network } from "../harness/network.mjs" */

await serve(() => ({
  label: "ConvNetJS",
  versions: { convnetjs: installedVersion("convnetjs") },
  note: "its own classifier, softmax outputs with their log-likelihood, in every case; float64",
  open({ work, network, examples: files, miniBatchSize, learningRate }) {
    const net = new convnetjs.Net();
    net.makeLayers(definitions(network));
    const trainer = new convnetjs.SGDTrainer(net, {
      learning_rate: learningRate,
      batch_size: miniBatchSize,
      momentum: 0,
      l2_decay: 0,
    });
    const examples = loadExamples(files);
    const inputs = toFloats(examples);
    const { width, height, depth } = inputSize(network);
    const volume = new convnetjs.Vol(width, height, depth, 0); // Filled again for each example: it never keeps one.
    /**
     * Its volumes have the channels innermost; with one channel that is the files' order.
     * @param {Float32Array} pixels
     * @param {number} example
     */
    const fill = (pixels, example) => {
      volume.w.set(pixels.subarray(example * examples.size, (example + 1) * examples.size));
      return volume;
    };
    const next = miniBatches(examples.count, miniBatchSize);
    return {
      work(count) {
        for (let i = 0; i < count; i++)
          for (const example of next()) {
            const input = fill(inputs, example);
            if (work === "inference") net.forward(input);
            else trainer.train(input, examples.labels[example]);
          }
      },
      predict(pixels, count) {
        const outputs = new Float32Array(count * CLASSES);
        for (let i = 0; i < count; i++) outputs.set(net.forward(fill(pixels, i)).w, i * CLASSES);
        return outputs;
      },
    };
  },
}));

/** @param {Network} network */
function inputSize({ input }) {
  const [depth, height, width] = input.length === 1 ? [input[0], 1, 1] : input;
  return { depth, height, width };
}

/** @param {Network} network */
function definitions(network) {
  const { width, height, depth } = inputSize(network);
  return [
    { type: "input", out_sx: width, out_sy: height, out_depth: depth },
    ...network.layers.slice(0, -1).flatMap(definition),
    { type: "softmax", num_classes: CLASSES },
  ];
}

/**
 * An activation on a line of its own comes after the pooling, for a quarter of the work.
 * @param {Layer} layer
 * @returns {object[]}
 */
function definition(layer) {
  if (layer.type === "dropout") return [{ type: "dropout", drop_prob: layer.rate }];
  if (layer.type === "dense") return [{ type: "fc", num_neurons: layer.units, activation: layer.activation }];
  if (layer.type !== "convPool2d") throw new Skip(`it has no ${layer.type}`);
  const { filters, kernel, window, activation } = layer;
  return [
    { type: "conv", sx: kernel, filters, stride: 1, pad: 0 },
    { type: "pool", sx: window, stride: window },
    { type: activation },
  ];
}
