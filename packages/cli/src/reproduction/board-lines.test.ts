import { experiments, findExperiment } from "@nndl/book";
import { describe, expect, test } from "vitest";
import { styleFor } from "../terminal/style.ts";
import { widthOf } from "../terminal/wrap.ts";
import { asRecorded, differs, headingLine, standingLine, totalLine, widthsFor } from "./board-lines.ts";
import { Standing } from "./standing.ts";
import { tasksOf } from "./tasks.ts";

const style = styleFor(false);
const tasks = tasksOf(experiments, { seeds: 20 });

/** A run on its way. */
function running(name = "ch1/first-network", line?: object): Standing {
  const run = new Standing({ experiment: findExperiment(name), seed: 12 }, undefined);
  run.begin(0);
  run.tell({ type: "start", epoch: 12, epochs: 30, step: 400, steps: 1000 });
  if (line !== undefined) run.tell({ type: "say", ...line });
  return run;
}

describe("a row", () => {
  test("has a bar, the epoch, the figure and the time where there is room", () => {
    const widths = widthsFor(tasks, 80);
    const run = running();
    run.figure = "95.42 %";
    expect(standingLine(run, widths, { now: 65_000, style })).toMatch(
      /^ {2}ch1\/first-network +12 {2}█+[▏▎▍▌▋▊▉]?░+ 13\/30 +95\.42 % +1 min 5 s$/,
    );
    expect(widthOf(headingLine(widths, style))).toBe(widthOf(standingLine(run, widths, { now: 65_000, style })));
  });

  test("has only what matters where there is little", () => {
    const run = running();
    run.figure = "95.42 %";
    expect(standingLine(run, widthsFor(tasks.slice(0, 3), 40), { now: 65_000, style })).toMatch(
      /^ch1\/first-.*… +12 {2}40 % +95\.42 %$/,
    );
    expect(
      standingLine(running("ch1/wider", { type: "wait", pid: 12 }), widthsFor(tasks, 40), { now: 0, style }),
    ).toContain("waits");
  });

  test.each([20, 40, 60, 64, 80, 120])("fits on a screen of %i columns, whatever it says", (columns) => {
    const widths = widthsFor(tasks, columns);
    for (const run of [
      running(),
      running("ch6/ensemble", { type: "step", step: "a step with a name that is far longer than there is room" }),
      running("ch6/expanded-1000-1000", { type: "wait", pid: 1_234_567 }),
    ]) {
      run.figure = "1,234,567,890 support vectors";
      if (columns > 30) expect(widthOf(standingLine(run, widths, { now: 1e9, style }))).toBeLessThan(columns);
    }
    expect(widthOf(totalLine([running()], 1e6, columns))).toBeLessThan(columns);
  });

  test("says how it compares, in few letters where there is little room", () => {
    const run = running();
    run.state = "done";
    const line = (columns: number, outcome: string) =>
      standingLine(run, widthsFor(tasks, columns), { now: 0, style, outcome });
    expect(line(80, asRecorded)).toContain(" as recorded ");
    expect(line(40, asRecorded)).toMatch(/ same$/);
    expect(line(80, differs)).toContain(" differs ");
    expect(line(40, differs)).toMatch(/ differ$/);
  });

  test("has no column for seeds where there is one", () => {
    expect(headingLine(widthsFor(tasksOf(experiments, {}), 80), style)).not.toContain("seed");
  });
});

test("the sum says how many are done, how many failed, and how long the rest takes", () => {
  const runs = [running(), running(), running()];
  runs[0].state = "done";
  runs[1].state = "failed";
  expect(totalLine(runs, 754.3, 80)).toBe("1 of 3 done · 1 failed · about 12 min 34 s left");
  expect(totalLine(runs.slice(0, 1), undefined, 80)).toBe("1 of 1 done");
  expect(totalLine(runs, 0.01, 80)).toContain("about 1.0 s left");
});
