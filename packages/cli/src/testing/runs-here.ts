/** For tests: the runs that `nndl reproduce` gives to other processes, in this one, where experiments may be made up. */
import { makeContext } from "../context.ts";
import type { Line } from "../reproduction/job.ts";
import { runIn } from "../reproduction/kept-run.ts";
import { reproduceAll, type Surroundings } from "../reproduction/reproduce-all.ts";
import { screenOf } from "../terminal/screen.ts";
import { RunFolder } from "../training/run-folder.ts";

export const runsHere =
  (data: Surroundings["data"]): NonNullable<Surroundings["runner"]> =>
  (optionsOf) =>
  async (task, onLine, signal) => {
    let last: Line | undefined;
    const write = (text: string) => {
      const line = JSON.parse(text) as Line;
      if (line.type === "run") last = line;
      onLine(line);
    };
    const screen = screenOf({ write }, {}, true);
    const context = makeContext({ out: screen, err: screen }, { json: true, debug: false, cache: false }, {});
    const { seeds: _, jobs: __, verify: ___, against: ____, ...options } = optionsOf(task);
    try {
      await reproduceAll(context, [task.experiment], { ...options, seed: task.seed }, signal, { data });
    } catch (error) {
      return { kind: "failed", error };
    }
    const run = last === undefined ? undefined : runIn(new RunFolder(String(last.run)), task.experiment);
    return run === undefined
      ? { kind: "interrupted" }
      : { kind: "done", run: { ...run, wasKept: last?.wasKept === true } };
  };
