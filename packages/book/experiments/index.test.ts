import { NndlError, network } from "nndl";
import { checkSettings } from "nndl/spec";
import { describe, expect, test } from "vitest";
import { rows } from "../rows/index.ts";
import { experiments, findExperiment, membersOf, type TrainingExperiment } from "./index.ts";

const trained = experiments.filter((experiment) => experiment.kind === "training");

function findTraining(name: string): TrainingExperiment {
  const experiment = findExperiment(name);
  if (experiment.kind !== "training") throw new Error("no network");
  return experiment;
}

describe("the registry", () => {
  test("holds experiments in the book's order, each name and id once", () => {
    const ids: string[] = experiments.map(({ id }) => id);
    expect(ids).toEqual(Object.keys(rows).filter((id) => ids.includes(id)));
    expect(new Set(experiments.map(({ name }) => name)).size).toBe(experiments.length);
    for (const { name, id } of experiments) expect(name).toMatch(new RegExp(`^ch${id[1]}/[a-z]+(-[a-z0-9]+)*$`));
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
    expect(experiment.reading).not.toBe("best validation");
    const read = experiment.reading === "best epoch" ? Math.max(...all) : all[all.length - 1];
    expect(read / 100).toBe(value);
  });

  test("the parameter counts are the book's", () => {
    const count = (name: string) => network(findTraining(name).network).parameterCount;
    expect(count("E1.6")).toBe(7850);
    expect(count("E1.1")).toBe(23_860);
    expect(count("E1.2")).toBe(79_510);
    expect(["E5.1", "E5.2", "E5.3", "E5.4"].map(count)).toEqual([23_860, 24_790, 25_720, 26_650]);
    const convolutional = Array.from({ length: 13 }, (_, i) => count(`E6.${i + 1}`));
    expect(convolutional).toEqual([
      ...[79_510, 289_630, 29_330, 85_670, 85_670, 85_670, 85_670],
      ...[215_870, 671_570, 95_770, 306_170, 1_672_570, 1_672_570],
    ]);
  });
});

describe("chapter 6", () => {
  const chapter = trained.filter(({ name }) => name.startsWith("ch6/"));

  test.each(chapter)("$name has network3's conventions: start, order, λ, and which epoch is read", (experiment) => {
    const { layers, cost } = network(experiment.network).spec;
    expect(cost).toBe("log-likelihood");
    const starts = layers.flatMap((layer) => ("initializer" in layer ? [layer.initializer] : []));
    expect(starts.slice(0, -1).every((start) => start === "network3")).toBe(true);
    expect(starts.at(-1)).toBe("zeros");
    const {
      miniBatchSize,
      shuffle,
      regularization: { l2 },
    } = checkSettings(experiment.training);
    // network3 divides its λ = 0.1 by the number of mini-batches, the library by that of images.
    expect([miniBatchSize, shuffle, [0, 0.1 * miniBatchSize].includes(l2)]).toEqual([10, false, true]);
    expect([experiment.evaluation, experiment.reading]).toEqual(["test", "best validation"]);
  });

  test("the filters start as network3's: standard deviations √(1/125) and √(1/250) (A6.6)", () => {
    const net = network(findTraining("E6.4").network);
    const deviations = net.layers.map(({ parameters }) => parameters[0].deviation);
    expect(deviations.slice(0, 2)).toEqual([Math.sqrt(1 / 125), Math.sqrt(1 / 250)]);
    expect(deviations.slice(2)).toEqual([Math.sqrt(1 / 100), 0]);
  });

  test("half of what each fully connected layer and the softmax get is dropped, in the book's form (E6.13)", () => {
    const { layers } = network(findTraining("E6.13").network).spec;
    expect(layers.map(({ type }) => type).join(" ")).toBe(
      "convPool2d convPool2d dropout dense dropout dense dropout dense",
    );
    for (const layer of layers)
      if (layer.type === "dropout") expect(layer).toMatchObject({ rate: 0.5, form: "book", per: "example" });
  });

  test("from E6.7 on the images are expanded", () => {
    const expanded = chapter.filter(({ expansion }) => expansion === "shifts").map(({ id }) => id);
    expect(expanded).toEqual(["E6.7", "E6.8", "E6.9", "E6.10", "E6.11", "E6.12", "E6.13"]);
  });

  test("the ensemble is of runs of E6.13, and no run is in two of them", () => {
    const ensemble = findExperiment("E6.14");
    if (ensemble.kind !== "ensemble") throw new Error("no ensemble");
    expect(ensemble.member).toBe(findExperiment("E6.13"));
    expect([1, 2, 3].flatMap((seed) => membersOf(ensemble, seed))).toEqual(Array.from({ length: 15 }, (_, i) => i + 1));
    expect(membersOf(ensemble, 2, 3)).toEqual([6, 7, 8]);
    for (const wrong of [
      () => membersOf(ensemble, 0),
      () => membersOf(ensemble, 1, 0),
      () => membersOf(ensemble, 1, 6),
    ])
      expect(wrong).toThrow(NndlError);
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
