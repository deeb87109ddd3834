import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type ActivationName, dense, type Mnist, mnist, network, train } from "nndl";
import { beforeAll, describe, expect, test } from "vitest";
import { asJpeg, asPng, digitOf, inverted, painted, scaled } from "../testing/digits.ts";
import { type FakeOptions, fakeContext } from "../testing/fake-screen.ts";
import { temporaryDirectory } from "../testing/small-data.ts";
import { jsonLines } from "../testing/spawn.ts";
import { predict } from "./predict.ts";

const folder = temporaryDirectory();
const file = (name: string) => join(folder, name);
let digits: Mnist;

interface Line {
  readonly image: string;
  readonly size: { readonly width: number; readonly height: number };
  readonly prediction: number;
  readonly outputs: readonly number[];
  readonly probabilities?: readonly number[];
  readonly activation: string;
  readonly seen: { readonly inverted: boolean; readonly centered: boolean };
  readonly microseconds: number;
  readonly remarks: readonly { readonly text: string }[];
  readonly sha256: string;
}

beforeAll(async () => {
  digits = await mnist();
  for (const [name, activation] of [
    ["sigmoid", "sigmoid"],
    ["softmax", "softmax"],
    ["tanh", "tanh"],
  ] as [string, ActivationName][]) {
    const net = network({ input: [784], layers: [dense(30), dense(10, activation)], seed: 1 });
    const training = digits.training.take(10_000);
    const learningRate = activation === "tanh" ? 0.05 : 0.5;
    for await (const _ of train(net, training, { epochs: 3, learningRate, threads: 1 }));
    await net.save(file(`${name}.safetensors`));
  }
  await network({ input: [1, 20, 30], layers: [dense(26, "softmax")] }).save(file("wide.safetensors"));
  await network({ input: [784], layers: [dense(1, "linear")] }).save(file("single.safetensors"));
  await network({ input: [783], layers: [dense(10)] }).save(file("odd.safetensors"));
  // Test images 0 and 1 are a 7 and a 2.
  writeFileSync(file("seven.png"), asPng(digitOf(digits.test, 0)));
  writeFileSync(file("two.jpg"), asJpeg(inverted(scaled(digitOf(digits.test, 1), 120)), 80));
  writeFileSync(file("blank.png"), asPng({ width: 30, height: 30, values: new Float32Array(900) }));
  writeFileSync(file("broken.png"), asPng(digitOf(digits.test, 0)).subarray(0, 100));
  writeFileSync(file("page.png"), "<!doctype html>");
  writeFileSync(file("animation"), "GIF89a");
  writeFileSync(file("picture.avif"), "....ftypavif");
  mkdirSync(file("folder.png"));
});

async function run(args: readonly string[], options: FakeOptions & { json?: boolean; asIs?: boolean } = {}) {
  const { context, out } = fakeContext(options);
  const [first, ...rest] = args.map((name) => file(name));
  // As commander gives them: one argument, and an array of all others.
  const given = [first, rest] as unknown as (string | undefined)[];
  const code = await predict.run(context, { args: given, options: options.asIs ? { asIs: true } : {} });
  return { code: code ?? 0, text: out.text() };
}

async function lines(args: readonly string[], asIs = false): Promise<Line[]> {
  return jsonLines((await run(args, { json: true, asIs })).text) as unknown as Line[];
}

describe("nndl predict", () => {
  test("reads each image, a line of JSON for each", async () => {
    const [seven, two, ...rest] = await lines(["softmax.safetensors", "seven.png", "two.jpg"]);
    expect(rest).toEqual([]);
    expect(seven).toMatchObject({
      image: file("seven.png"),
      size: { width: 28, height: 28 },
      prediction: 7,
      activation: "softmax",
      seen: { width: 28, height: 28, inverted: false, centered: false },
    });
    expect(two).toMatchObject({
      size: { width: 120, height: 120 },
      prediction: 2,
      seen: { inverted: true, centered: true },
    });
    expect(seven.probabilities).toEqual(seven.outputs);
    expect(seven.outputs.reduce((sum, value) => sum + value, 0)).toBeCloseTo(1, 5);
    expect(seven.microseconds).toBeGreaterThanOrEqual(0);
    expect(seven.sha256).toMatch(/^[0-9a-f]{64}$/);
  });

  test("gives the outputs that the network gives for the image itself", async () => {
    const [{ outputs }] = await lines(["sigmoid.safetensors", "seven.png"]);
    const { Network, wasmEngine } = await import("nndl");
    const session = await wasmEngine.open(await Network.load(file("sigmoid.safetensors")), { threads: 1 });
    expect(outputs).toEqual([...session.predict(digits.test.input(0))]);
    session.close();
  });

  test("reads the same where the network's input is an image, 28 × 28, as where it is a row of 784", async () => {
    const { Network } = await import("nndl");
    const row = await Network.load(file("softmax.safetensors"));
    await Network.fromParameters({ ...row.spec, input: [1, 28, 28] }, row.parameters).save(file("image.safetensors"));
    const images = ["seven.png", "two.jpg"];
    const [asRow, asImage] = [
      await lines(["softmax.safetensors", ...images]),
      await lines(["image.safetensors", ...images]),
    ];
    expect(asImage.map(({ outputs }) => outputs)).toEqual(asRow.map(({ outputs }) => outputs));
  });

  test("shows sigmoid outputs beside their shares, and says what they are", async () => {
    const [{ outputs, probabilities = [] }] = await lines(["sigmoid.safetensors", "seven.png"]);
    const sum = outputs.reduce((total, value) => total + value, 0);
    expect(probabilities[7]).toBeCloseTo(outputs[7] / sum, 10);
    const { text } = await run(["sigmoid.safetensors", "seven.png"]);
    expect(text).toMatch(/share +sigmoid/);
    expect(text).toContain(outputs[7].toFixed(4));
    expect(text.replace(/\s+/g, " ")).toContain(`they add up to ${sum.toFixed(2)}, not to 1`);
    expect(text).toMatch(/digit 7/);
  });

  test("calls a softmax's outputs probabilities, and nothing else", async () => {
    const { text } = await run(["softmax.safetensors", "seven.png"]);
    expect(text).toContain("probability");
    expect(text).not.toMatch(/share|sigmoid/);
    expect(text).toMatch(/7 {2}█+/);
    for (let digit = 0; digit < 10; digit++) expect(text).toMatch(new RegExp(`\\b${digit} .* %`));
  });

  test("makes no probabilities of other outputs", async () => {
    const [line] = await lines(["tanh.safetensors", "seven.png"]);
    expect(line.probabilities).toBeUndefined();
    expect((await run(["tanh.safetensors", "seven.png"])).text).toContain("no probabilities");
  });

  test("draws what the network sees, beside the bars or, on a narrow terminal, above them", async () => {
    const wide = (await run(["softmax.safetensors", "seven.png"], { columns: 100 })).text;
    const narrow = (await run(["softmax.safetensors", "seven.png"], { columns: 50 })).text;
    expect(wide).toMatch(/[#%@].*█/);
    expect(narrow).not.toMatch(/[#%@].*█/);
    expect(Math.max(...narrow.split("\n").map((line) => line.length))).toBeLessThanOrEqual(50);
    const colored = await run(["softmax.safetensors", "seven.png"], { isTTY: true, columns: 100 });
    expect(colored.text).toContain("▀");
  });

  test("with --as-is shows the pixels as they are, on other fields and with more classes, too", async () => {
    const image = { width: 30, height: 20, values: Float32Array.from({ length: 600 }, (_, i) => (i % 256) / 255) };
    writeFileSync(file("wide.png"), asPng(image));
    const [{ outputs, seen }] = await lines(["wide.safetensors", "wide.png"], true);
    expect(outputs).toHaveLength(26);
    expect(seen).toMatchObject({ width: 30, height: 20, centered: false });
    const { text } = await run(["wide.safetensors", "wide.png"], { asIs: true });
    expect(text).toContain("and 14 others");
    expect(text).toMatch(/class \d+/);
    await expect(run(["wide.safetensors", "seven.png"], { asIs: true })).rejects.toMatchObject({ code: "image.shape" });
  });
});

describe("with --as-is", () => {
  test.each([
    ["16 bit that hold 0 to 255", (value: number) => value / 257, /almost black/],
    ["all of one grey", () => 0.5, /one shade/],
    ["as it should be", (value: number) => value, undefined],
  ])("a picture of %s is remarked on, where there is something to remark", async (_, paint, remark) => {
    writeFileSync(file("as-is.png"), asPng(painted(digitOf(digits.test, 0), paint)));
    const [{ remarks }] = await lines(["softmax.safetensors", "as-is.png"], true);
    if (remark === undefined) expect(remarks).toEqual([]);
    else expect(remarks.map(({ text }) => text).join()).toMatch(remark);
  });
});

describe("what cannot be read", () => {
  test.each([
    [[], "predict.image"],
    [["softmax.safetensors"], "predict.image"],
    [["softmax.safetensors", "nothing.png"], "file.read"],
    [["softmax.safetensors", "folder.png"], "file.read"],
    [["softmax.safetensors", "page.png"], "image.format"],
    [["softmax.safetensors", "animation"], "image.damaged"],
    [["softmax.safetensors", "picture.avif"], "image.format"],
    [["softmax.safetensors", "broken.png"], "image.damaged"],
    [["softmax.safetensors", "blank.png"], "image.blank"],
    [["nothing.safetensors", "seven.png"], "file.read"],
    [["single.safetensors", "seven.png"], "network.classes"],
    [["odd.safetensors", "seven.png"], "network.picture"],
  ])("%j: %s", async (args, code) => {
    await expect(run(args)).rejects.toMatchObject({ code });
  });

  test("does not keep the others from being answered", async () => {
    const given = ["softmax.safetensors", "seven.png", "blank.png", "broken.png", "two.jpg"];
    const { code, text } = await run(given, { json: true });
    expect(code).toBe(2);
    const answered = jsonLines(text) as unknown as (Line & { readonly error?: { readonly code: string } })[];
    expect(answered.map(({ image, prediction, error }) => [image, prediction ?? error?.code])).toEqual([
      [file("seven.png"), 7],
      [file("blank.png"), "image.blank"],
      [file("broken.png"), "image.damaged"],
      [file("two.jpg"), 2],
    ]);
    const people = await run(given);
    expect(people.code).toBe(2);
    expect(people.text).toMatch(/digit 7/);
    expect(people.text).toMatch(/digit 2/);
  });

  test("is an error of the network's at once, and not of each image", async () => {
    await expect(run(["single.safetensors", "seven.png", "two.jpg"])).rejects.toMatchObject({
      code: "network.classes",
    });
  });
});
