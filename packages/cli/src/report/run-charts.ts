/** The curves of a training. */
import { lineChart } from "@nndl/words/charts/line-chart";
import type { Point } from "@nndl/words/charts/point";
import type { Tone } from "@nndl/words/charts/tone";
import type { Markup } from "@nndl/words/markup";
import { markup } from "@nndl/words/markup";
import { type Course, coursesOf, courseText, mainCourse } from "../runs/figures.ts";
import type { Training } from "../runs/run.ts";
import { chartFigure } from "./parts.ts";

/** Accuracy and cost of every set, the best epoch marked. @param points of a curve at most */
export function runCharts(training: Training, points?: number): readonly Markup[] {
  const courses = coursesOf(training);
  const main = mainCourse(training);
  return (["accuracy", "cost"] as const).flatMap((measure) => {
    const some = courses.filter((course) => course.measure === measure);
    return some.length === 0 ? [] : [courseChart(measure, some, main, points)];
  });
}

const tones: Readonly<Record<string, Tone>> = { test: 1, training: 2, validation: 3 };

function courseChart(
  measure: Course["measure"],
  courses: readonly Course[],
  main: Course | undefined,
  points: number | undefined,
): Markup {
  const factor = measure === "accuracy" ? 100 : 1;
  const scaled = ({ points }: Course) => points.map(([epoch, value]): Point => [epoch, factor * value]);
  const drawn = courses.find(({ set }) => set === main?.set);
  const best = main?.best[0];
  const at = drawn === undefined || best === undefined ? undefined : scaled(drawn).find(([epoch]) => epoch === best);
  return chartFigure(
    markup`<b>${measure === "accuracy" ? "Accuracy" : "Cost"}</b> after each epoch`,
    lineChart({
      label: courses.map(sentence).join(" "),
      x: { name: "epoch", whole: true },
      y: { name: measure === "accuracy" ? "% read correctly" : "cost" },
      curves: courses.map((course) => ({ name: course.set, tone: tones[course.set] ?? 4, points: scaled(course) })),
      ...(points === undefined ? {} : { points }),
      mark:
        at === undefined || drawn === undefined
          ? undefined
          : { at, text: `epoch ${at[0]}: ${courseText(drawn, at[1] / factor)}` },
    }),
  );
}

/** "The test accuracy goes from 91.03 % in epoch 0 to 95.23 % in epoch 29; its best is 95.24 % in epoch 28." */
export function sentence(course: Course): string {
  const { name, points, best, last } = course;
  const text = (value: number) => courseText(course, value);
  const [first] = points;
  if (points.length === 1) return `The ${name} is ${text(first[1])} in epoch ${first[0]}.`;
  return `The ${name} goes from ${text(first[1])} in epoch ${first[0]} to ${text(last[1])} in epoch ${last[0]}; its best is ${text(best[1])} in epoch ${best[0]}.`;
}
