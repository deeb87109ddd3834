/** Machines on the command line: trained, interrupted, resumed, dreaming, measured. */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { dense, network } from "nndl";
import { BeliefNet, BoltzmannMachine } from "nndl/generative";
import { measurePicture } from "nndl/images";
import { beforeAll, describe, expect, test } from "vitest";
import { nndlHere } from "./testing/in-process.ts";
import { temporaryDirectory, writeSmallData } from "./testing/small-data.ts";
import { jsonLines, nndl, startNndl, until } from "./testing/spawn.ts";

const cwd = temporaryDirectory();
const data = writeSmallData(join(cwd, "data"), { training: 90, test: 40, height: 6, width: 6, classes: 4 });
const learn = ["boltzmann", "--data", data, "--epochs", "3", "--threads", "1"];

describe("one machine", () => {
  test("learns, dreams, and is measured", async () => {
    const { code, stdout, stderr } = await nndlHere([...learn, "--hidden", "9", "--out", "one"], cwd);
    expect([code, stderr]).toEqual([0, ""]);
    expect(stdout).toContain("A restricted Boltzmann machine, 36-9, learns 90 examples");
    const machine = await BoltzmannMachine.load(join(cwd, "one/machine-1.safetensors"));
    expect(machine.spec).toMatchObject({ visible: 36, hidden: 9, units: "binary", classes: 0, seed: 1 });
    expect(stdout).toContain(machine.sha256());

    const dream = ["dream", "one", "--count", "3", "--sweeps", "20"];
    const drawn = await nndlHere([...dream, "--every", "10", "--png", "dreams.png"], cwd);
    expect([drawn.code, drawn.stderr]).toEqual([0, ""]);
    expect(drawn.stdout).toContain("after 10 sweeps");
    expect(measurePicture(readFileSync(join(cwd, "dreams.png")), "dreams.png")?.width ?? 0).toBeGreaterThan(36);
    const told = jsonLines((await nndlHere([...dream, "--json"], cwd)).stdout);
    expect(told).toMatchObject([{ type: "dream", sweep: 20 }]);
    expect(told[0].images).toHaveLength(3);

    const likelihood = await nndlHere(
      ["likelihood", "one", "--data", data, "--temperatures", "50", "--reverse", "10", "--json"],
      cwd,
    );
    const [{ low, high, exact }] = jsonLines(likelihood.stdout) as unknown as [Record<string, number>];
    expect(Math.abs(low - exact)).toBeLessThan(1);
    expect(Math.abs(high - exact)).toBeLessThan(1);
  });

  test("goes on after it was interrupted, to the same bits", async () => {
    const options = [...learn.slice(0, 3), "--epochs", "300", "--hidden", "20", "--persistent", "--momentum", "0.5"];
    const begun = startNndl([...options, "--out", "cut"], cwd);
    await until(() => existsSync(join(cwd, "cut/boltzmann.json")), begun);
    begun.process.kill("SIGINT");
    const { code, stdout } = await begun.finished;
    expect(code).toBe(130);
    expect(stdout).toContain("nndl boltzmann --resume cut");
    const [resumed, straight] = await Promise.all([
      nndl(["boltzmann", "--resume", "cut"], cwd),
      nndl([...options, "--out", "straight"], cwd),
    ]);
    expect([resumed.code, straight.code]).toEqual([0, 0]);
    const file = (folder: string) => readFileSync(join(cwd, folder, "machine-1.safetensors"));
    expect(file("cut")).toEqual(file("straight"));
    expect(existsSync(join(cwd, "cut/checkpoint.safetensors"))).toBe(false);
  });
});

test("a deep belief net is asked for a class", async () => {
  const { code, stderr } = await nndlHere([...learn, "--hidden", "8-7", "--classes", "--out", "net"], cwd);
  expect([code, stderr]).toEqual([0, ""]);
  const net = await BeliefNet.load(join(cwd, "net/belief.safetensors"));
  expect(net.spec).toEqual({ sizes: [36, 8, 7], units: "binary", classes: 4, seed: 1 });
  const asked = await nndlHere(["dream", "net", "--class", "3", "--count", "2", "--sweeps", "5", "--json"], cwd);
  expect(jsonLines(asked.stdout)[0].images).toHaveLength(2);

  await nndlHere(["train", "--data", data, "--layers", "36-8-4", "--epochs", "1", "--out", "judge"], cwd);
  const judged = ["dream", "net", "--class", "each", "--count", "8", "--sweeps", "5", "--judge", "judge"];
  const { stdout } = await nndlHere(judged, cwd);
  expect(stdout).toMatch(
    /judge\/network\.safetensors: \d of 8 read as what was asked for \(0: \d of 2, 1: \d of 2, 2:/,
  );
  const [told] = jsonLines((await nndlHere([...judged, "--json"], cwd)).stdout);
  expect(told).toMatchObject({ asked: [0, 1, 2, 3, 0, 1, 2, 3], read: { length: 8 } });
  const free = await nndlHere(["dream", "net", "--count", "2", "--sweeps", "5", "--judge", "judge"], cwd);
  expect(free.stdout).toMatch(/: read as \d \(\d times?\)/);

  const refused = await nndlHere(["likelihood", "net", "--data", data], cwd);
  expect([refused.code, refused.stderr]).toEqual([2, expect.stringContaining("machine-1.safetensors")]);
});

test("folders of machines are listed, reported and removed like other runs", async () => {
  await nndlHere([...learn, "--hidden", "5", "--out", "runs/alone"], cwd);
  await nndlHere([...learn, "--hidden", "8-7", "--classes", "--out", "runs/net"], cwd);
  await nndlHere([...learn, "--hidden", "6", "--out", "runs/torn"], cwd);
  writeFileSync(join(cwd, "runs/torn/boltzmann.json"), '{"format":"nndl boltzmann 1"');
  const { stdout, stderr } = await nndlHere(["runs"], cwd);
  expect(stderr).toBe("");
  expect(stdout).toMatch(/alone +Boltzmann machine +5 hidden .* 3 of 3 .* finished/);
  expect(stdout).toMatch(/net +deep belief net +8-7 hidden, classes .* 6 of 6 .* finished/);
  expect(stdout).toMatch(/torn: its boltzmann\.json is damaged/);
  const [{ runs }] = jsonLines((await nndlHere(["runs", "--filter", "belief", "--json"], cwd)).stdout);
  expect(runs).toMatchObject([{ name: "runs/net", kind: "deep belief net", machines: 2, done: 2, state: "finished" }]);

  expect((await nndlHere(["report", "runs"], cwd)).code).toBe(0);
  const page = readFileSync(join(cwd, "report.html"), "utf8");
  expect(page).toContain("nndl dream runs/net");
  expect(page).toContain("nndl likelihood runs/alone");

  expect((await nndlHere(["runs", "remove", "runs/alone", "runs/net", "--yes"], cwd)).code).toBe(0);
  expect(existsSync(join(cwd, "runs/alone"))).toBe(false);
});

describe("what cannot be done is refused", () => {
  beforeAll(() => network({ input: [36], layers: [dense(3)], seed: 1 }).save(join(cwd, "small.safetensors")));

  test.each([
    [["boltzmann", "--hidden", "10-0"], "--hidden must be the units of each layer"],
    [["boltzmann", "--steps", "5..", "--data", data], "--steps must be a number of Gibbs steps"],
    [["boltzmann", "--lr", "0"], "--lr must be a number above 0"],
    [["boltzmann", "--resume", "one", "--lr", "1"], "--lr has no effect beside --resume"],
    [["boltzmann", "--resume", "data"], "was not written by nndl boltzmann"],
    [["boltzmann", "--data", data, "--hidden", "9", "--out", "one"], "has a training in it already"],
    [["dream", "one", "--class", "3"], "--class is for machines that learned classes too"],
    [["dream", "net", "--class", "4"], "--class must be from 0 to 3"],
    [["dream", "one", "--class", "each"], "--class is for machines that learned classes too"],
    [["dream", "net", "--class", "all"], "--class must be a whole number"],
    [["dream", "net", "--judge", "small.safetensors"], "must take 36 numbers and have an output for each of 4 classes"],
    [["dream", "nowhere.safetensors"], "nowhere.safetensors cannot be read"],
    [["dream", "data/train-images-idx3-ubyte"], "train-images-idx3-ubyte"],
    [["likelihood", "one", "--temperatures", "0"], "--temperatures must be a whole number"],
    [["evaluate", "one"], "see nndl dream one, or nndl likelihood one"],
  ])("%j", async (args, words) => {
    const { code, stdout, stderr } = await nndlHere(args, cwd);
    expect([code, stdout]).toEqual([2, ""]);
    expect(stderr.replaceAll(/\s+/g, " ")).toContain(words);
  });
});
