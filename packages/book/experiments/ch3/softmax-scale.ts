import { softmax } from "../../programs/softmax.ts";
import { experimentOf } from "../experiment.ts";
import { numberOf, type Point, type SeriesFigure, seriesOf } from "../figure.ts";
import { last } from "./curves.ts";
import { sections } from "./settings.ts";

/** The weighted inputs that the book's softmax page begins with. */
const z = [2.5, -1, 3.2, 0.5];
const scales = Array.from({ length: 61 }, (_, i) => 10 ** (i / 20 - 1));

export const experiment = experimentOf({
  name: "ch3/softmax-scale",
  id: "X3.12",
  title: "Softmax with a scale c",
  section: sections.softmax,
  about: "The outputs for z = 2.5, −1, 3.2 and 0.5, and for two largest inputs that are equal, with c from 0.1 to 100.",
  claim:
    "a problem: with e^cz instead of e^z the largest input takes all as c grows, so that c = 1 is a softened maximum",
  note: "With c = 1 the outputs are those that the book's page begins with, to its three digits. Inputs that are equally large share equally.",
  chance: false,
  figures: {
    first: output("first", 0.315),
    second: output("second", 0.009),
    third: output("third, the largest", 0.633),
    fourth: output("fourth", 0.043),
    largest: curve("output of the largest input"),
    next: curve("output of the next"),
    shared: curve("output of one of two equal largest inputs"),
    all: {
      kind: "claim",
      title: "the largest input takes all, and the larger c the more",
      holds: (measured) => {
        const largest = seriesOf(measured, "largest").map(([, y]) => y);
        return largest.every((y, i) => i === 0 || y >= largest[i - 1]) && 1 - largest.at(-1)! < 1e-12;
      },
    },
    half: {
      kind: "claim",
      title: "two that are equally large have one half each in the end",
      holds: (measured) => Math.abs(last(seriesOf(measured, "shared")) - 0.5) < 1e-12,
    },
    softened: {
      kind: "claim",
      title: "with c = 1 the next largest has a share too",
      holds: (measured) => numberOf(measured, "first") > 0.1,
    },
  },
  run() {
    const [first, second, third, fourth] = softmax(z).map((a) => Number(a.toFixed(3)));
    const series = (inputs: number[], which: number) => scales.map((c): Point => [c, softmax(inputs, c)[which]]);
    return Promise.resolve({
      first,
      second,
      third,
      fourth,
      largest: series(z, 2),
      next: series(z, 0),
      shared: series([3.2, -1, 3.2, 0.5], 0),
    });
  },
});

function output(which: string, book: number) {
  return {
    kind: "number",
    title: `output of the ${which}, c = 1`,
    unit: "",
    digits: 3,
    book,
    judge: { by: "equality" },
  } as const;
}

function curve(title: string): SeriesFigure {
  return { kind: "series", title, x: "c", y: "output", log: "x" };
}
