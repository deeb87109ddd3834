import { existsSync } from "node:fs";
import { NndlError, network } from "nndl";
import { checkSettings } from "nndl/spec";
import { describe, expect, test } from "vitest";
import { isRow, rows } from "../rows/index.ts";
import { experiments, findExperiment, type TrainingRecipe } from "./index.ts";
import { membersOf } from "./votes.ts";

const trained = experiments.flatMap(({ name, id, training }) =>
  training === undefined ? [] : [{ name, id, ...training }],
);

function recipe(name: string): TrainingRecipe {
  const { training } = findExperiment(name);
  if (training === undefined) throw new Error("no network");
  return training;
}

describe("the registry", () => {
  test("holds each name and id once, named as its file, in the chapter of its row", () => {
    const ids: string[] = experiments.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(new Set(experiments.map(({ name }) => name)).size).toBe(experiments.length);
    for (const { name, id, rows: more = [] } of experiments) {
      expect(name).toMatch(new RegExp(`^ch${id[1]}/[a-z0-9]+(-[a-z0-9]+)*$`));
      expect(existsSync(new URL(`./${name}.ts`, import.meta.url)), name).toBe(true);
      for (const row of [id, ...more]) expect(isRow(row) || /^S6\.\d+[a-k]$/.test(row), row).toBe(true);
    }
  });

  test("is in the book's order: the experiments of a chapter, then its exercises and ideas", () => {
    const order = Object.keys(rows);
    for (const letter of ["E", "X", "A"]) {
      const ids = experiments.map(({ id }) => id as string).filter((id) => id.startsWith(letter));
      expect(ids).toEqual(order.filter((id) => ids.includes(id)));
    }
    const chapters = experiments.map(({ name }) => name.split("/", 1)[0]);
    expect(chapters).toEqual([...chapters].sort());
  });

  test.each(experiments)("$name says what it measures, and how it is compared", (experiment) => {
    const { figures, claim, note } = experiment;
    expect(Object.keys(figures).length).toBeGreaterThan(0);
    expect(claim).toMatch(/\S/);
    expect(note).toMatch(/\.$/);
    for (const [key, figure] of Object.entries(figures)) {
      expect(key).toMatch(/^[a-z][A-Za-z0-9]*$/);
      if (figure.kind === "claim") continue;
      if (figure.judge !== undefined && figure.judge.by !== "range") expect(figure.book, key).toBeDefined();
      if (figure.kind === "number" && figure.judge?.by === "best of" && figure.judge.chosenBy !== undefined)
        expect(figures[figure.judge.chosenBy]?.kind).toBe("number");
    }
  });
});

describe("a training", () => {
  test.each(trained)("$name is plain data, which the library accepts", ({ name: _, id: __, ...experiment }) => {
    expect(JSON.parse(JSON.stringify(experiment))).toEqual(experiment);
    const net = network({ ...experiment.network, seed: 1 });
    expect([net.inputSize, net.outputSize]).toEqual([784, 10]);
    expect(checkSettings(experiment.training)).toMatchObject({ ...experiment.training, regularization: {} });
  });

  test.each(trained)("$name: the book's counts and its figure are of one run", ({ name, training, reading }) => {
    const { accuracy, course } = findExperiment(name).figures;
    if (course.kind !== "series" || course.book === undefined) return;
    for (const [epoch, count] of course.book) {
      expect(epoch < training.epochs && Number.isInteger(epoch)).toBe(true);
      expect(Number.isInteger(count) && count >= 0 && count <= 10_000).toBe(true);
    }
    const all = course.book.map(([, count]) => count);
    expect(reading).not.toBe("best validation");
    const read = reading === "best epoch" ? Math.max(...all) : all[all.length - 1];
    expect(accuracy).toMatchObject({ book: read / 100 });
  });

  test("the parameter counts are the book's", () => {
    const count = (name: string) => network(recipe(name).network).parameterCount;
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
  const chapter = trained.filter(({ id }) => /^E6\.\d+$/.test(id));

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
    const net = network(recipe("E6.4").network);
    const deviations = net.layers.map(({ parameters }) => parameters[0].deviation);
    expect(deviations.slice(0, 2)).toEqual([Math.sqrt(1 / 125), Math.sqrt(1 / 250)]);
    expect(deviations.slice(2)).toEqual([Math.sqrt(1 / 100), 0]);
  });

  test("half of what each fully connected layer and the softmax get is dropped, in the book's form (E6.13)", () => {
    const { layers } = network(recipe("E6.13").network).spec;
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
    expect(findExperiment("E6.14").member).toBe(findExperiment("E6.13"));
    expect([1, 2, 3].flatMap((seed) => membersOf(5, seed))).toEqual(Array.from({ length: 15 }, (_, i) => i + 1));
    expect(() => membersOf(5, 0)).toThrow(NndlError);
  });
});

describe("finding one", () => {
  test("by name and by id", () => {
    expect(findExperiment("ch3/tuned")).toBe(findExperiment("E3.12"));
  });

  test.each(["", "ch1", "E1.99", "toString", "CH3/TUNED"])("refuses %j, and says what there is", (name) => {
    expect(() => findExperiment(name)).toThrow(NndlError);
    expect(() => findExperiment(name)).toThrow(/ch1\/first-network.*ch5\/four-hidden-layers/);
  });
});
