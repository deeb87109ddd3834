import { Dataset } from "nndl";
import { expect, test } from "vitest";
import { runExperiment } from "../run.ts";
import { experiment } from "./record.ts";

/** So many images of noise, brighter the higher their class. */
function images(name: string, count: number): Dataset {
  const features = Uint8Array.from(
    { length: count * 784 },
    (_, i) => ((i * 2654435761) >>> 25) + 12 * (Math.floor(i / 784) % 10),
  );
  const labels = Array.from({ length: count }, (_, i) => i % 10);
  return new Dataset({ name, shape: [1, 28, 28], features, targets: { kind: "classes", labels, classes: 10 } });
}

test("the test images are taken up once, when everything is chosen and trained, and the recipes never see them", async () => {
  const done: string[] = [];
  const looks: string[][] = [];
  const [training, validation, held] = [images("training", 60), images("validation", 40), images("test", 30)];
  const data = {
    training,
    validation,
    get test() {
      looks.push([...done]);
      return held;
    },
  };
  const onEpoch = (event: { readonly evaluations: object }, name: string) => {
    expect(Object.keys(event.evaluations)).toEqual(name.startsWith("recipe") ? ["validation"] : []);
    done.push(name);
  };
  const { measured, trainings, said } = await runExperiment(experiment, {
    seed: 3,
    data,
    quick: true,
    threads: 1,
    onEpoch,
  });
  expect(looks).toEqual([["recipe 1", "recipe 2", "recipe 3", "recipe 4", "network 1", "network 2"]]);
  expect(trainings.map(({ images: count }) => count)).toEqual([60, 60, 60, 60, 100, 100]);
  const [chosen, ...others] = trainings.slice(4);
  expect(others.every(({ network }) => network.layers.length === chosen.network.layers.length)).toBe(true);
  expect(new Set(trainings.slice(4).map(({ network }) => network.seed)).size).toBe(2);
  expect(said.at(-1)).toBe(`Recipe ${String(measured.chosen)} is taken.`);
  const layers = (i: number) => trainings[i].network.layers;
  expect(layers(4)).toEqual(layers(Number(measured.chosen) - 1));

  // The committee's figures are those of its networks.
  const members = (measured.members as readonly (readonly [number, number])[]).map(([, accuracy]) => accuracy);
  const mean = members.reduce((sum, value) => sum + value, 0) / members.length;
  expect(measured.alone).toBeCloseTo(mean, 9);
  expect(measured.spread).toBeCloseTo(Math.abs(members[0] - members[1]) / Math.SQRT2, 9);
  const mistakes = measured.mistakes as readonly unknown[];
  expect(measured.accuracy).toBeCloseTo(100 - (100 * mistakes.length) / held.count, 9);
});
