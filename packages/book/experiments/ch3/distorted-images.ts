import { type Distortion, dense } from "nndl";
import { course } from "../bench.ts";
import { affine, bent } from "../distortions.ts";
import { experimentOf } from "../experiment.ts";
import { numberOf, type Point } from "../figure.ts";
import { imagesFor, trainingFor } from "./others.ts";
import { sections } from "./settings.ts";

const epochs = 60;

const kinds: Readonly<Record<string, Distortion>> = { plain: {}, affine, bent };

export const experiment = experimentOf({
  name: "ch3/distorted-images",
  id: "E3.27",
  title: "Distorted images, as Simard and others had them",
  section: sections.techniques,
  about:
    `784-800-10: ${epochs} epochs of all 60,000 images that are not for the test, as they are, then moved, turned, stretched and ` +
    "skewed anew in each epoch, then bent as well; mini-batches of 100, Adam with η = 0.001 that falls along half a cosine; test " +
    "accuracy after the last epoch",
  claim:
    "98.4 % from the images as they are, 98.9 % from rotated, moved and skewed ones, 99.3 % with elastic distortions",
  chance: true,
  seeds: 3,
  status: "not run yet",
  figures: {
    bent: { kind: "number", title: "test accuracy, bent as well", unit: "%", book: 99.3, judge: { by: "seeds" } },
    affine: {
      kind: "number",
      title: "test accuracy, moved, turned, stretched and skewed",
      unit: "%",
      book: 98.9,
      judge: { by: "seeds" },
    },
    plain: { kind: "number", title: "test accuracy, as they are", unit: "%", book: 98.4, judge: { by: "seeds" } },
    bentCourse: { kind: "series", title: "bent as well", x: "epoch", y: "test accuracy in %" },
    affineCourse: { kind: "series", title: "moved, turned, skewed", x: "epoch", y: "test accuracy in %" },
    plainCourse: { kind: "series", title: "as they are", x: "epoch", y: "test accuracy in %" },
    rising: {
      kind: "claim",
      title: "each kind of distortion helps",
      holds: (measured) =>
        numberOf(measured, "plain") < numberOf(measured, "affine") &&
        numberOf(measured, "affine") < numberOf(measured, "bent"),
      onlyInFull: true,
    },
  },
  note:
    `It is shortened: their learning rate fell every hundred epochs, ours is spent after ${epochs}. Ours has rectified linear neurons and ` +
    "a softmax with the log-likelihood, which is the cross-entropy of ten classes. The bending is theirs, a field of α = 34 and σ = 4 " +
    "pixels. Nothing is chosen by the test images: they are read after the last epoch.",
  async run(bench) {
    const { all, test } = imagesFor(bench);
    const measured: Record<string, number | Point[]> = {};
    for (const [name, expansion] of Object.entries(kinds)) {
      const trained = await bench.train(name, {
        network: {
          input: [784],
          layers: [dense(800, "relu"), dense(10, "softmax")],
          cost: "log-likelihood",
          initializer: "he",
        },
        training: { ...trainingFor(bench, epochs), expansion },
        images: all,
        evaluate: { test },
      });
      const points = course(trained, "test", "accuracy").map(([epoch, share]): Point => [epoch, 100 * share]);
      measured[name] = points[points.length - 1][1];
      measured[`${name}Course`] = points;
    }
    return measured;
  },
});
