import { checkSettings, NndlError, network } from "nndl";
import { describe, expect, test } from "vitest";
import { experiments, findExperiment } from "./index.ts";

const trained = experiments.filter((experiment) => experiment.kind === "training");

describe("the registry", () => {
  test("holds the experiments of chapters 1, 3 and 5, in the book's order, each name and id once", () => {
    const ids = experiments.map(({ id }) => id);
    expect(ids).toEqual("E1.1 E1.2 E1.3 E1.5 E1.6 E1.8 E3.5 E3.6 E3.10 E3.12 E5.1 E5.2 E5.3 E5.4".split(" "));
    expect(new Set(experiments.map(({ name }) => name)).size).toBe(experiments.length);
    for (const { name, id } of experiments) expect(name).toMatch(new RegExp(`^ch${id[1]}/[a-z]+(-[a-z]+)*$`));
  });

  test("is plain data, which survives JSON", () => {
    expect(JSON.parse(JSON.stringify(experiments))).toEqual(experiments);
  });

  test.each(trained)("$name: the library accepts its network and its settings", (experiment) => {
    const net = network({ ...experiment.network, seed: 1 });
    expect([net.inputSize, net.outputSize]).toEqual([784, 10]);
    expect(checkSettings(experiment.training)).toMatchObject({ ...experiment.training, regularization: {} });
  });

  test.each(experiments)("$name: the book's counts and its figure are of one run", (experiment) => {
    const { value, counts = [] } = experiment.book;
    const epochs = experiment.kind === "training" ? experiment.training.epochs : 1;
    for (const { fromEpoch, correct } of counts) {
      expect(fromEpoch + correct.length).toBeLessThanOrEqual(epochs);
      for (const count of correct) expect(Number.isInteger(count) && count >= 0 && count <= 10_000).toBe(true);
    }
    if (counts.length === 0 || experiment.kind !== "training") return;
    const all = counts.flatMap(({ correct }) => correct);
    const read = experiment.reading === "best epoch" ? Math.max(...all) : all[all.length - 1];
    expect(read / 100).toBe(value);
  });

  test("the parameter counts are the book's", () => {
    const count = (name: string) => {
      const experiment = findExperiment(name);
      if (experiment.kind !== "training") throw new Error("no network");
      return network(experiment.network).parameterCount;
    };
    expect(count("E1.6")).toBe(7850);
    expect(count("E1.1")).toBe(23_860);
    expect(count("E1.2")).toBe(79_510);
    expect(["E5.1", "E5.2", "E5.3", "E5.4"].map(count)).toEqual([23_860, 24_790, 25_720, 26_650]);
  });
});

describe("finding one", () => {
  test("by name and by id", () => {
    expect(findExperiment("ch3/tuned")).toBe(findExperiment("E3.12"));
  });

  test.each(["", "ch1", "E1.4", "toString", "CH3/TUNED"])("refuses %j, and says what there is", (name) => {
    expect(() => findExperiment(name)).toThrow(NndlError);
    expect(() => findExperiment(name)).toThrow(/ch1\/first-network.*ch5\/four-hidden-layers/);
  });
});
