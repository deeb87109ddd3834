import { expect, it } from "vitest";
import { referenceEngine } from "../engines/index.ts";
import { channelBytes, tenCrop } from "../images/index.ts";
import { dense } from "../layers/index.ts";
import { network } from "../network/index.ts";
import { expectClose } from "../testing/close.ts";
import { refusedLater } from "../testing/refused.ts";
import { predictTenCrop } from "./ten-crop.ts";

const net = network({ input: [3, 4, 3], layers: [dense(5), dense(2, "softmax")], seed: 1 });
const image = { width: 6, height: 7, pixels: Uint8Array.from({ length: 126 }, (_, i) => (i * 37) % 256) };

it("is the mean of what the network says to each of the ten parts", async () => {
  const session = await referenceEngine.open(net);
  const each = tenCrop(image, 3, 4).map((crop) =>
    session.predict(Float32Array.from(channelBytes(crop), (value) => value / 256)),
  );
  session.close();
  const mean = [0, 1].map((k) => each.reduce((sum, outputs) => sum + outputs[k]!, 0) / 10);
  expectClose(await predictTenCrop(net, image, { engine: referenceEngine }), mean, { rtol: 1e-6, atol: 0 });
  expectClose(await predictTenCrop(net, image), mean, { rtol: 1e-5, atol: 0 });
});

it("refuses networks for other inputs, and images that are too small", async () => {
  const other = network({ input: [36], layers: [dense(2)] });
  expect((await refusedLater(predictTenCrop(other, image))).code).toBe("ensemble.crops");
  const small = { width: 2, height: 9, pixels: new Uint8Array(54) };
  expect((await refusedLater(predictTenCrop(net, small))).code).toBe("image.crop");
});
