import { firstBelow, type Neuron, output, type Slope, train } from "../../programs/saturation.ts";
import { experimentOf } from "../experiment.ts";
import { type NumberFigure, numberOf, type Point, type SeriesFigure, seriesOf } from "../figure.ts";
import { sections } from "./settings.ts";

const mild: Neuron = { w: 0.6, b: 0.9 };
const bad: Neuron = { w: 2, b: 2 };
const asCoded: Slope = "cross-entropy as the book's page has it";

export const experiment = experimentOf({
  name: "ch3/one-neuron",
  id: "E3.1",
  rows: ["E3.2", "E3.3", "E3.4", "A3.1"],
  title: "One neuron learns to say 0, from a good and from a bad start, with both costs",
  section: sections.crossEntropy,
  about: "One sigmoid neuron, one example (1 in, 0 out), 301 steps of gradient descent.",
  claim:
    "with the quadratic cost a badly wrong neuron hardly learns for the first 150 epochs; with the cross-entropy it learns " +
    "fastest where it is most wrong",
  note:
    "The book's end states are those of its pages' own programs, to four digits. Its pages for the cross-entropy step along " +
    "1/(1 − a), which is ∂C/∂a, and not along ∂C/∂w = a; a rate of 0.005 then looks about right. Both are here: the page's " +
    "program, and the cross-entropy itself with the rate 0.15 of the quadratic cost, which bears out what the text says. " +
    "With the right slope and the page's 0.005 neither neuron gets there in 300 epochs.",
  chance: false,
  quick: "same",
  figures: {
    badQuadratic: last("quadratic cost, η = 0.15, from w = b = 2", 0.2013),
    mildQuadratic: last("quadratic cost, η = 0.15, from w = 0.6, b = 0.9", 0.0938),
    badAsCoded: last("the page's cross-entropy, η = 0.005, from w = b = 2", 0.0474),
    mildAsCoded: last("the page's cross-entropy, η = 0.005, from w = 0.6, b = 0.9", 0.04),
    badEntropy: last("cross-entropy, η = 0.15, from w = b = 2"),
    mildEntropy: last("cross-entropy, η = 0.15, from w = 0.6, b = 0.9"),
    badEntropySlow: last("cross-entropy, η = 0.005, from w = b = 2"),
    mildEntropySlow: last("cross-entropy, η = 0.005, from w = 0.6, b = 0.9"),
    badQuadraticHalf: half("quadratic cost", 232),
    badAsCodedHalf: half("the page's cross-entropy", 66),
    badEntropyHalf: half("cross-entropy, η = 0.15"),
    badQuadraticCourse: course("quadratic cost, η = 0.15, from w = b = 2"),
    mildQuadraticCourse: course("quadratic cost, η = 0.15, from w = 0.6, b = 0.9"),
    badAsCodedCourse: course("the page's cross-entropy, η = 0.005, from w = b = 2"),
    mildAsCodedCourse: course("the page's cross-entropy, η = 0.005, from w = 0.6, b = 0.9"),
    badEntropyCourse: course("cross-entropy, η = 0.15, from w = b = 2"),
    mildEntropyCourse: course("cross-entropy, η = 0.15, from w = 0.6, b = 0.9"),
    flat: {
      kind: "claim",
      title: "with the quadratic cost the bad start changes less in its first 150 steps than in the next 50",
      holds: (measured) => {
        const outputs = seriesOf(measured, "badQuadraticCourse").map(([, y]) => y);
        return outputs[0] - outputs[150] < outputs[150] - outputs[200];
      },
    },
    slower: {
      kind: "claim",
      title: "with the quadratic cost the worse start learns more slowly at first; with the cross-entropy, faster",
      holds: (measured) =>
        firstFall(seriesOf(measured, "badQuadraticCourse")) < firstFall(seriesOf(measured, "mildQuadraticCourse")) &&
        firstFall(seriesOf(measured, "badEntropyCourse")) > firstFall(seriesOf(measured, "mildEntropyCourse")),
    },
    bothLearn: {
      kind: "claim",
      title: "with the cross-entropy both starts end well",
      holds: (measured) =>
        ["badEntropy", "mildEntropy", "badAsCoded", "mildAsCoded"].every((name) => numberOf(measured, name) < 0.05),
    },
  },
  run() {
    const runs = {
      badQuadratic: train(bad, 0.15, "quadratic"),
      mildQuadratic: train(mild, 0.15, "quadratic"),
      badAsCoded: train(bad, 0.005, asCoded),
      mildAsCoded: train(mild, 0.005, asCoded),
      badEntropy: train(bad, 0.15, "cross-entropy"),
      mildEntropy: train(mild, 0.15, "cross-entropy"),
    };
    const end = (history: readonly Neuron[]) => Number(output(history.at(-1)!).toFixed(4));
    return Promise.resolve({
      ...Object.fromEntries(Object.entries(runs).map(([name, history]) => [name, end(history)])),
      ...Object.fromEntries(
        Object.entries(runs).map(([name, history]) => [
          `${name}Course`,
          history.map((neuron, step): Point => [step, output(neuron)]),
        ]),
      ),
      badEntropySlow: end(train(bad, 0.005, "cross-entropy")),
      mildEntropySlow: end(train(mild, 0.005, "cross-entropy")),
      badQuadraticHalf: firstBelow(runs.badQuadratic, 0.5),
      badAsCodedHalf: firstBelow(runs.badAsCoded, 0.5),
      badEntropyHalf: firstBelow(runs.badEntropy, 0.5),
    });
  },
});

function last(how: string, book?: number): NumberFigure {
  return {
    kind: "number",
    title: `last output, ${how}`,
    unit: "",
    digits: 4,
    ...(book === undefined ? {} : { book, judge: { by: "equality" } }),
  };
}

function half(how: string, book?: number): NumberFigure {
  return {
    kind: "number",
    title: `steps from w = b = 2 to an output below one half, ${how}`,
    unit: "",
    digits: 0,
    ...(book === undefined ? {} : { book, judge: { by: "equality" } }),
  };
}

function course(how: string): SeriesFigure {
  return { kind: "series", title: `output, ${how}`, x: "epoch", y: "output" };
}

/** How much the weighted input falls in the first step: how fast the neuron itself learns. */
function firstFall(outputs: readonly Point[]): number {
  const [before, after] = outputs.map(([, a]) => Math.log(a / (1 - a)));
  return before - after;
}
