/** Own pictures, black on white, through every door: what was learned from them is asked about them as they were made. */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Network } from "nndl";
import { decodePicture, encodePng, prepareImage } from "nndl/images";
import { openSource } from "nndl/sources";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { temporaryDirectory } from "./testing/small-data.ts";
import { strokePng, strokes, writeSmallPictures } from "./testing/small-pictures.ts";
import { jsonLines, nndl } from "./testing/spawn.ts";

const cwd = temporaryDirectory();
let network: string;

beforeAll(async () => {
  writeSmallPictures(join(cwd, "mine"), 40);
  writeSmallPictures(join(cwd, "unseen"), 55);
  // What was learned is not asked about.
  for (const stroke of strokes) for (let i = 1; i <= 40; i++) rmSync(join(cwd, "unseen", stroke, `${i}.png`));
  const options = ["--data", "mine", "--size", "20", "--epochs", "12", "--seed", "1", "--threads", "1", "--out", "run"];
  const { code, stderr } = await nndl(["train", ...options], cwd);
  expect([code, stderr]).toEqual([0, expect.stringContaining("dark on light. They were turned round")]);
  network = join(cwd, "run", "network.safetensors");
});

afterAll(() => rmSync(cwd, { recursive: true }));

const files = strokes.flatMap((stroke) => [41, 44, 49, 53].map((i) => join("unseen", stroke, `${i}.png`)));

describe("three kinds of strokes, black on white paper", () => {
  test("go into the network with how they were made, and what they are called", async () => {
    expect((await Network.load(network)).preparation).toEqual({
      inputs: { kind: "images", channels: 1, height: 20, width: 20, polarity: "ink", fit: "contain", scale: 1 / 256 },
      targets: { kind: "classes", names: [...strokes] },
    });
    const { stdout } = await nndl(["inspect", network], cwd);
    expect(stdout).toContain("classes: bar, dash, plus");
  });

  test("are read right by predict, and called by their names", async () => {
    const { code, stdout } = await nndl(["predict", network, ...files, "--json"], cwd);
    expect(code).toBe(0);
    const lines = jsonLines(stdout) as { image: string; class: string }[];
    expect(lines.map((line) => line.class)).toEqual(lines.map(({ image }) => image.split("/")[1]));
    const { stdout: shown } = await nndl(["predict", network, files[0]!], cwd);
    expect(shown).toMatch(/class bar/);
    expect(shown).toContain("scaled to 20 × 20, dark and light turned round");
  });

  test("have the same outputs by every door", async () => {
    const net = await Network.load(network);
    const { stdout } = await nndl(["predict", network, ...files, "--json"], cwd);
    const byCommand = (jsonLines(stdout) as { outputs: number[] }[]).map(({ outputs }) => outputs);
    const { training } = await openSource(join(cwd, "unseen"), { preparation: net.preparation });
    const order = strokes.flatMap((stroke) =>
      Array.from({ length: 15 }, (_, i) => join("unseen", stroke, `${41 + i}.png`)),
    );
    for (const [i, file] of files.entries()) {
      const raster = await decodePicture(readFileSync(join(cwd, file)), file);
      const inputs = prepareImage(net.preparation!, raster);
      expect(training.input(order.indexOf(file))).toEqual(inputs);
      expect([...(await net.predict(inputs))]).toEqual(byCommand[i]);
    }
  });

  test("are evaluated by the network's classes, whatever else the folder has", async () => {
    const { code, stdout } = await nndl(["evaluate", network, "--data", "unseen", "--json"], cwd);
    expect(code).toBe(0);
    expect(jsonLines(stdout)[0]).toMatchObject({ count: 45, correct: 45 });
    mkdirSync(join(cwd, "others", "circle"), { recursive: true });
    writeFileSync(join(cwd, "others", "circle", "1.png"), strokePng("bar", 1));
    const { code: refused, stderr } = await nndl(["evaluate", network, "--data", "others"], cwd);
    expect([refused, stderr]).toEqual([2, expect.stringContaining('"circle"')]);
  });

  test("are said to be of the other paper when they are", async () => {
    const light = encodePng({
      width: 20,
      height: 20,
      pixels: Uint8Array.from({ length: 400 }, (_, i) => (i % 20 === 9 ? 255 : 0)),
    });
    writeFileSync(join(cwd, "light.png"), light);
    const { stdout } = await nndl(["predict", network, "light.png"], cwd);
    expect(stdout.replace(/\s+/g, " ")).toContain(
      "light on dark; those that the network learned from were dark on light",
    );
  });

  test("are written as pictures and read as the same", async () => {
    expect((await nndl(["data", "mine", "--save", "again", "--as", "pictures"], cwd)).code).toBe(0);
    const [one, other] = [await openSource(join(cwd, "mine")), await openSource(join(cwd, "again"))];
    expect(other.training.features).toEqual(one.training.features);
    expect(other.training.preparation).toEqual(one.training.preparation);
  });
});

test("options for pictures are refused where there are none", async () => {
  const { code, stderr } = await nndl(["data", "generated:40:3:8", "--size", "5"], cwd);
  expect([code, stderr]).toEqual([2, expect.stringContaining("--size")]);
});

describe("going on", () => {
  test("with other pictures, they are made as the network's were: two kinds, of another size, by another head", async () => {
    writeSmallPictures(join(cwd, "two"), 12);
    rmSync(join(cwd, "two", strokes[2]), { recursive: true });
    const options = ["--data", "two", "--epochs", "2", "--threads", "1"];
    const { code, stderr } = await nndl(["train", "--from", "run", ...options, "--out", "on"], cwd);
    expect([code, stderr]).toEqual([0, expect.not.stringContaining("Error")]);
    const { inputs } = (await Network.load(network)).preparation!;
    const on = await Network.load(join(cwd, "on", "network.safetensors"));
    expect(on.preparation).toEqual({ inputs, targets: { kind: "classes", names: strokes.slice(0, 2) } });
    expect((await nndl(["train", "--from", "run", ...options, "--folds", "2"], cwd)).code).toBe(0);
    const longer = await nndl(["train", "--resume", "on", "--epochs", "3", "--json"], cwd);
    expect(jsonLines(longer.stdout).at(-1)).toMatchObject({ type: "end", epochs: 3 });
  });

  test.each(["run", "on"])(
    "the command that %s wrote down trains the same network, and its file has the same",
    async (folder) => {
      const { command } = JSON.parse(readFileSync(join(cwd, folder, "config.json"), "utf8")) as { command: string };
      expect(command).toContain("--size 20");
      const { stdout } = await nndl(
        [...command.split(" ").slice(1), "--threads", "1", "--out", `${folder}-again`, "--json"],
        cwd,
      );
      const again = jsonLines(stdout).at(-1) as { sha256: string };
      expect(again.sha256).toBe((await Network.load(join(cwd, folder, "network.safetensors"))).sha256());
    },
  );
});
