import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { mnist, Network } from "nndl";
import { layerOutputs } from "nndl/analysis";
import { expect, it } from "vitest";
import { shippedFile } from "../digits/shipped-file.ts";
import { layersOf, weightsOf } from "./network.ts";
import { pushesOf, readingOf, sentenceOf } from "./reading.ts";

const file = new URL(`../../static/${shippedFile}`, import.meta.url);
const bytes = gunzipSync(readFileSync(file));
const network = Network.fromBytes(bytes, shippedFile);
const layers = layersOf(bytes);

it("says what the library says, of images that are read right and wrong", async () => {
  const { test } = await mnist();
  for (const i of [0, 8, 321]) {
    const reading = readingOf(layers, test.input(i));
    const outputs = (await network.predict(test.input(i))) as Float32Array;
    const library = layerOutputs(network, test.input(i)).map(({ values }) => [...values]);
    [reading.hidden, reading.outputs].forEach((values, l) => {
      expect(values).toHaveLength(library[l]!.length);
      values.forEach((value, j) => {
        expect(value).toBeCloseTo(library[l]![j]!, 12);
      });
    });
    reading.outputs.forEach((output, k) => {
      expect(output).toBeCloseTo(outputs[k]!, 5);
    });
    expect(reading.answer).toBe(outputs.indexOf(Math.max(...outputs)));
  }
});

it("tells what each hidden neuron adds: with the bias it is the weighted input of the output", async () => {
  const { test } = await mnist();
  const reading = readingOf(layers, test.input(0));
  const biases = network.parameters.get("layers.1.biases")!.values;
  const z = reading.pushes.reduce((sum, push) => sum + push, biases[reading.answer]!);
  expect(1 / (1 + Math.exp(-z))).toBeCloseTo(reading.outputs[reading.answer]!, 12);
  reading.pushes.forEach((push, j) => {
    expect(pushesOf(layers, reading, j)[reading.answer]).toBe(push);
  });
});

it("gives a neuron's weights as a picture: with its input and its bias they make what it says", async () => {
  const { test } = await mnist();
  const input = test.input(3);
  const { hidden } = readingOf(layers, input);
  const bias = network.parameters.get("layers.0.biases")!.values[29]!;
  const z = weightsOf(layers[0], 29).reduce((sum, w, i) => sum + w * input[i]!, bias);
  expect(1 / (1 + Math.exp(-z))).toBeCloseTo(hidden[29]!, 12);
});

it("calls a weak answer a guess", () => {
  const reading = { hidden: [], pushes: [] };
  expect(sentenceOf({ ...reading, answer: 8, outputs: [0, 0, 0, 0, 0, 0, 0, 0, 0.9, 0] })).toBe("It is an 8.");
  expect(sentenceOf({ ...reading, answer: 1, outputs: [0, 0.4, 0, 0, 0, 0, 0, 0, 0, 0] })).toBe("Perhaps it is a 1.");
});
