/** An autoencoder that learned from damaged pictures mends others better than one that learned from whole ones. */
import { expect, it } from "vitest";
import { autoencoder, Dataset } from "../data/index.ts";
import { dense, dropout } from "../layers/index.ts";
import { network } from "../network/index.ts";
import { stream } from "../random/index.ts";
import { train } from "../training/index.ts";

const side = 8;
const size = side * side;
const dropped = 0.4;

/** Crosses: a row and a column of ink, somewhere. */
function crosses(count: number, name: string): Dataset {
  const chance = stream(1, name);
  const features = new Float32Array(count * size);
  for (let i = 0; i < count; i++) {
    const [row, column] = [chance.integer(side), chance.integer(side)];
    for (let k = 0; k < side; k++) {
      features[i * size + row * side + k] = 1;
      features[i * size + k * side + column] = 1;
    }
  }
  return new Dataset({
    shape: [size],
    features,
    targets: { kind: "classes", labels: new Array(count).fill(0), classes: 1 },
  });
}

/** Pixels are lost at random; the others are as much larger as dropout makes them. */
function damaged(whole: Dataset): Dataset<"values"> {
  const chance = stream(2, "damage");
  const features = Float32Array.from(whole.features, (value) =>
    chance.uniform() < dropped ? 0 : value / (1 - dropped),
  );
  return new Dataset({
    shape: [size],
    features,
    targets: { kind: "values", values: Float32Array.from(whole.features), size },
  });
}

it("mends held-out pictures better for having learned from damaged ones", async () => {
  const training = autoencoder(crosses(300, "training"));
  const test = crosses(100, "test");
  const learn = async (layers: Parameters<typeof network>[0]["layers"]) => {
    const net = network({ input: [size], layers, cost: "cross-entropy", initializer: "glorot", seed: 3 });
    const how = { epochs: 100, miniBatchSize: 10, learningRate: 0.005, optimizer: "adam", threads: 1 } as const;
    for await (const _ of train(net, training, how));
    return {
      damaged: (await net.evaluate(damaged(test))).cost,
      whole: (await net.evaluate(autoencoder(test))).cost,
    };
  };
  const code = [dense(48, "relu"), dense(size, "sigmoid")];
  const [plain, denoising] = [await learn(code), await learn([dropout(dropped), ...code])];
  expect(denoising.damaged).toBeLessThan(plain.damaged / 2);
  // Without damage the plain one has nothing to fear: it is what it learned.
  expect(plain.whole).toBeLessThan(denoising.whole);
});
