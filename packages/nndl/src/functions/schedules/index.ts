import { finite, integer, knownKeys, oneOf, plainObject } from "../../check.ts";
import { constant } from "./constant.ts";
import { type CosineSettings, cosine } from "./cosine.ts";
import { type HalvingSettings, halving } from "./halving.ts";
import { type OneCycleSettings, oneCycle } from "./one-cycle.ts";
import type { Schedule } from "./schedule.ts";
import { type StepSettings, step } from "./step.ts";

export type { CosineSettings } from "./cosine.ts";
export type { HalvingSettings } from "./halving.ts";
export type { OneCycleSettings } from "./one-cycle.ts";
export type { Moment, Plateau, Schedule } from "./schedule.ts";
export type { StepSettings } from "./step.ts";

/** Every learning-rate schedule by name. A new one is a file in this folder and a line here. */
export const schedules = { constant, step, halving, cosine, "one-cycle": oneCycle };

/** "constant", "step", "cosine", …: how the learning rate changes in a run. */
export type ScheduleName = keyof typeof schedules;
/** The names of all schedules. */
export const scheduleNames = Object.keys(schedules) as readonly ScheduleName[];

/** A schedule and its settings, as plain JSON. */
export type ScheduleSpec =
  | { readonly type: "constant" }
  | ({ readonly type: "step" } & StepSettings)
  | ({ readonly type: "halving" } & HalvingSettings)
  | ({ readonly type: "cosine" } & CosineSettings)
  | ({ readonly type: "one-cycle" } & OneCycleSettings);

/** The schedule that a spec names, with its settings' type forgotten. */
export function scheduleOf(spec: ScheduleSpec): Schedule {
  return schedules[spec.type] as Schedule;
}

/** Checks `"cosine"` or `{ type: "cosine", floor: 0.1 }` and fills in the defaults. Throws "training.schedule". */
export function checkSchedule(value: unknown): ScheduleSpec {
  const code = "training.schedule";
  const fields = typeof value === "string" ? { type: value } : plainObject(value, { code, what: "schedule" });
  const type = oneOf(fields.type, scheduleNames, { code, what: "schedule" });
  const { defaults, ranges } = schedules[type] as Schedule<Record<string, number>>;
  knownKeys(fields, ["type", ...Object.keys(defaults)], { code, what: `schedule ${type}` });
  const settings: Record<string, number> = {};
  for (const [name, usual] of Object.entries(defaults)) {
    const check = ranges[name].whole ? integer : finite;
    settings[name] = check(fields[name] ?? usual, { code, what: `schedule ${type}: ${name}` }, ranges[name]);
  }
  return { type, ...settings } as ScheduleSpec;
}
