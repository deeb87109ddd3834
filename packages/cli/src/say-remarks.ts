import type { Remark } from "nndl";
import { inCommandWords } from "./command-words.ts";
import type { Context } from "./context.ts";

/** Says what was noticed, each in a line of its own, beside the results. */
export function sayRemarks(context: Context, remarks: readonly Remark[]): void {
  for (const { what, next } of remarks)
    context.remark(inCommandWords(`Note: ${what}${next === undefined ? "" : ` ${next}`}`));
}
