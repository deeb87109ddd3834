import type { Trainer } from "./trainer.svelte.ts";

/** What the one button of a run does next. @param isOther whether it was opened with other settings, or not at all */
export function nextAction({ status, step }: Pick<Trainer, "status" | "step">, isOther: boolean): string {
  if (isOther) return "Train";
  if (status === "training") return "Pause";
  if (status === "done") return "Train again";
  return step > 0 ? "Go on" : "Train";
}
