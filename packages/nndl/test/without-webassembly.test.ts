/** Node without WebAssembly: what needs none works, and what needs it says so. Really run, with the built package. */
import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { expect, it } from "vitest";

const program = `
import * as nndl from "nndl";
const { classification, dense, hasSimd, network, referenceEngine, train, wasmEngine } = nndl;
const wide = network({ input: [784], layers: [dense(100), dense(10, "softmax")] });
const net = network({ input: [2], layers: [dense(3), dense(2, "softmax")] });
const data = classification([[0, 1], [1, 0]], [0, 1]);
const refusals = [];
for (const open of [
  () => wasmEngine.open(net),
  () => wasmEngine.open(net, { threads: 1 }),
  () => wasmEngine.open(net, { threads: 2 }),
  () => wasmEngine.open(wide, { threads: "auto" }),
  async () => { for await (const _ of train(net, data, { epochs: 1, learningRate: 1 })); },
]) refusals.push(await open().then(() => "opened", ({ name, code, message }) => [name, code, message].join("|")));
const run = train(net, data, { epochs: 1, learningRate: 1, engine: referenceEngine });
for await (const _ of run);
console.log(JSON.stringify({ there: typeof WebAssembly, simd: hasSimd(), refusals, epochs: run.outcome.epochs }));
`;

it("trains with the reference engine, and refuses the fast one by its true reason", async () => {
  const args = ["--jitless", "--input-type=module", "--eval", program];
  const cwd = fileURLToPath(new URL("..", import.meta.url));
  const { stdout } = await promisify(execFile)(process.execPath, args, { cwd });
  const { there, simd, refusals, epochs } = JSON.parse(stdout);
  expect([there, simd, epochs]).toEqual(["undefined", false, 1]);
  expect(refusals).toHaveLength(5);
  for (const refusal of refusals)
    expect(refusal).toMatch(/^NndlError\|engine\.webassembly\|.*there is none here\. Start Node without --jitless/);
});
