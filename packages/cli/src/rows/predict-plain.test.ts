import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { dense, embedding, gru, lstm, type Network, network, wasmEngine } from "nndl";
import { describe, expect, test } from "vitest";
import { predict } from "../commands/predict.ts";
import { fakeContext } from "../testing/fake-screen.ts";
import { temporaryDirectory } from "../testing/small-data.ts";
import { jsonLines } from "../testing/spawn.ts";

const folder = temporaryDirectory();
const file = (name: string) => join(folder, name);

async function run(args: readonly string[], options: Readonly<Record<string, unknown>> = {}, json = true) {
  const { context, out, err } = fakeContext({ json });
  const [first, ...rest] = args.map(file);
  await predict.run(context, { args: [first, rest] as unknown as (string | undefined)[], options });
  return { text: out.text(), lines: json ? jsonLines(out.text()) : [], remarks: err.text() };
}

async function outputsOf(net: Network, inputs: number[], length: number) {
  const session = await wasmEngine.open(net, { threads: 1 });
  const all = session.predict(Float32Array.from(inputs), Uint32Array.of(length));
  session.close();
  return Array.from(all);
}

describe("a network of sequences", async () => {
  const last = network({ input: [4, 2], layers: [lstm(5), dense(3, "softmax")], seed: 1 });
  last.targetKind = "classes";
  const every = network({ input: [4, 2], layers: [gru(5, { output: "every" }), dense(1, "linear")], seed: 1 });
  await last.save(file("last.safetensors"));
  await every.save(file("every.safetensors"));
  writeFileSync(file("rows.csv"), "x,y\n1,2\n1,2,3,4,5,6,7,8\n");
  writeFileSync(file("steps.jsonl.gz"), gzipSync("[[1,2],[3,4],[5,6]]\n"));

  test("answers to rows of any length as to padded sequences", async () => {
    const { lines, remarks } = await run(["last.safetensors", "rows.csv"]);
    const [short, whole] = lines as { steps: number; class: number; outputs: number[]; row: number }[];
    expect([short.steps, whole.steps, whole.row]).toEqual([1, 4, 2]);
    expect(short.outputs).toEqual(await outputsOf(last, [1, 2, 0, 0, 0, 0, 0, 0], 1));
    expect(whole.outputs).toEqual(Array.from(await last.predict([1, 2, 3, 4, 5, 6, 7, 8])));
    expect(short.class).toBe(short.outputs.indexOf(Math.max(...short.outputs)));
    expect(remarks).toBe("");
    const people = await run(["last.safetensors", "rows.csv"], {}, false);
    expect(people.text).toMatch(/row +steps +class +certainty\n +1 +1 /);
    expect(people.remarks).toContain("the first line of");
  });

  test("says what it answers at each step that there is, and none behind", async () => {
    const { lines } = await run(["every.safetensors", "steps.jsonl.gz"]);
    const outputs = await outputsOf(every, [1, 2, 3, 4, 5, 6, 0, 0], 3);
    expect(lines[0]).toMatchObject({ row: 1, steps: 3, answers: outputs.slice(0, 3).map((y) => ({ outputs: [y] })) });
    const { text } = await run(["every.safetensors"], { row: "1 2 3 4" }, false);
    expect(text).toMatch(/row +step +output 1\n +1 +1 .*\n +2 /);
  });

  test("is asked about a row that was typed", async () => {
    const { lines } = await run(["last.safetensors"], { row: "1, 2, 3, 4" });
    expect(lines[0]).toMatchObject({ steps: 2, outputs: await outputsOf(last, [1, 2, 3, 4, 0, 0, 0, 0], 2) });
  });

  test.each([
    [["last.safetensors"], { row: "1 2 3" }, "predict.row"],
    [["last.safetensors"], { row: "" }, "predict.row"],
    [["last.safetensors"], {}, "predict.image"],
    [["last.safetensors", "rows.csv"], { row: "1 2" }, "predict.image"],
    [["last.safetensors"], { row: "1 2", prompt: "a" }, "predict.image"],
    [["last.safetensors"], { prompt: "a" }, "text.network"],
    [["last.safetensors", "none.csv"], {}, "file.read"],
  ])("%j with %j: %s", async (args, options, code) => {
    await expect(run(args, options)).rejects.toMatchObject({ code });
  });
});

test("an index that an embedding has no row for is named with its place", async () => {
  const net = network({ input: [4, 1], layers: [embedding(5, 2), lstm(3), dense(2, "softmax")], seed: 1 });
  await net.save(file("indices.safetensors"));
  await expect(run(["indices.safetensors"], { row: "0 4 5" })).rejects.toThrow(/5.*(place|step) 2/);
  expect((await run(["indices.safetensors"], { row: "0 4" })).lines[0]).toMatchObject({ steps: 2 });
});
