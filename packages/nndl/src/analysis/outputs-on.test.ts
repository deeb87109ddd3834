import { expect, it } from "vitest";
import { referenceEngine } from "../engines/index.ts";
import { dense } from "../layers/index.ts";
import { network } from "../network/index.ts";
import { expectClose } from "../testing/close.ts";
import { refusedLater } from "../testing/refused.ts";
import { toyData } from "../testing/toy-data.ts";
import { outputsOn } from "./outputs-on.ts";

const net = network({ input: [5], layers: [dense(4), dense(3, "softmax")], seed: 2 });

it("outputs are what predict says of each example", async () => {
  const data = toyData(1203);
  const heard: unknown[] = [];
  const outputs = await outputsOn(net, data, { onProgress: (progress) => heard.push(progress) });
  expect(outputs.length).toBe(3 * 1203);
  for (const i of [0, 499, 500, 1202])
    expect(outputs.subarray(3 * i, 3 * i + 3)).toEqual(await net.predict(data.input(i)));
  expect(heard).toEqual([500, 1000, 1203].map((done) => ({ done, total: 1203 })));
  expectClose(await outputsOn(net, data, { engine: referenceEngine }), outputs, { rtol: 1e-5, atol: 1e-6 });
});

it("what does not fit is refused, and a signal ends it", async () => {
  const code = async (...args: unknown[]) =>
    (await refusedLater((outputsOn as (...each: unknown[]) => Promise<unknown>)(...args))).code;
  expect(await code({}, toyData(2))).toBe("network.instance");
  expect(await code(net, toyData(2, { size: 3 }))).toBe("data.shape");
  expect(await code(net, toyData(2), { batch: 3 })).toBe("analysis.options");
  const signal = AbortSignal.abort(new Error("enough"));
  await expect(outputsOn(net, toyData(2), { signal })).rejects.toThrow("enough");
});
