/** Which settings of a run may change while it goes on, and which hold now. */
import { settingWords } from "@nndl/words/setting-words";
import type { ChangedSettings } from "nndl";
import type { TrainingInput } from "../training/recipe.ts";

const changeable = ["learningRate", "miniBatchSize", "optimizer", "regularization"] as const;

/** The settings that hold for the mini-batch after the first `step` ones, without what was changed when. */
export function settingsNow({ changes = [], ...first }: TrainingInput, step: number): TrainingInput {
  return Object.assign(
    first,
    ...changes.filter(({ atMiniBatch }) => atMiniBatch <= step).map(({ settings }) => settings),
  );
}

/** What is to change of a run that goes on; undefined where it asks for more than may. */
export function changeOf(now: TrainingInput, wanted: Partial<TrainingInput>): ChangedSettings | undefined {
  const names = Object.keys(wanted) as (keyof TrainingInput)[];
  if (!names.every((name) => (changeable as readonly string[]).includes(name))) return undefined;
  if ("optimizer" in wanted && typeOf(wanted.optimizer) !== typeOf(now.optimizer)) return undefined;
  return wanted as ChangedSettings;
}

function typeOf(optimizer: TrainingInput["optimizer"]): string {
  return optimizer === undefined ? "sgd" : typeof optimizer === "string" ? optimizer : optimizer.type;
}

/** A change in words: "η 0.1, λ 5". */
export function changeInWords({ learningRate, miniBatchSize, optimizer, regularization }: ChangedSettings): string {
  const numbers =
    typeof optimizer === "object"
      ? Object.entries(optimizer).filter(([name]) => name !== "type")
      : ([] as [string, unknown][]);
  return [
    ...(learningRate === undefined ? [] : [`η ${learningRate}`]),
    ...(miniBatchSize === undefined ? [] : [`mini-batches of ${miniBatchSize}`]),
    ...(regularization === undefined ? [] : [`λ ${regularization.l2 ?? 0}`]),
    ...(regularization?.l1 ? [`L1 λ ${regularization.l1}`] : []),
    ...numbers.map(([name, value]) => `${settingWords[name] ?? name} ${String(value)}`),
  ].join(", ");
}
