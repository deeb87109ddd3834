// @ts-check
/** ConvNetJS: one example at a time, gradients added up, an update after each mini-batch. */
import convnetjs from "convnetjs";
import { CLASSES, loadExamples, miniBatches, toFloats } from "../harness/examples.mjs";
import { installedVersion, serve } from "../harness/serve.mjs";

await serve(() => ({
  label: "ConvNetJS",
  versions: { convnetjs: installedVersion("convnetjs") },
  note: "softmax outputs with their log-likelihood, its own classifier; float64",
  open({ network, training, miniBatchSize, learningRate }) {
    const net = new convnetjs.Net();
    net.makeLayers([
      { type: "input", out_sx: 1, out_sy: 1, out_depth: network[0] },
      ...network.slice(1, -1).map((units) => ({ type: "fc", num_neurons: units, activation: "sigmoid" })),
      { type: "softmax", num_classes: CLASSES },
    ]);
    const trainer = new convnetjs.SGDTrainer(net, {
      learning_rate: learningRate,
      batch_size: miniBatchSize,
      momentum: 0,
      l2_decay: 0,
    });
    const examples = loadExamples(training);
    const inputs = toFloats(examples);
    const next = miniBatches(examples.count, miniBatchSize);
    const volume = new convnetjs.Vol(1, 1, examples.size, 0); // Filled again for each example: it never keeps one.
    /**
     * @param {Float32Array} pixels
     * @param {number} example
     */
    const fill = (pixels, example) => {
      volume.w.set(pixels.subarray(example * examples.size, (example + 1) * examples.size));
      return volume;
    };
    return {
      train(count) {
        for (let i = 0; i < count; i++) {
          for (const example of next()) trainer.train(fill(inputs, example), examples.labels[example]);
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
