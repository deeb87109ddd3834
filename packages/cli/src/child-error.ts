/** What another process of nndl complained of before it ended, as an error of this one's own. */
import type { ErrorCode } from "nndl/check";
import { UsageError } from "./usage-error.ts";

/**
 * @param complaint what it wrote to its error output, with --json
 * @param ended its exit code, or the signal that ended it
 * @param who what it is called, before its problem
 */
export function childError(complaint: string, ended: number | NodeJS.Signals | null, who: string): Error {
  const last = complaint.trim().split("\n").at(-1) ?? "";
  try {
    const { code, problem, next } = JSON.parse(last).error as Record<"code" | "problem" | "next", unknown>;
    if (typeof code === "string" && typeof problem === "string" && typeof next === "string")
      return new UsageError(code as ErrorCode, { problem: `${who}: ${problem}`, next });
  } catch {
    // It is told as it is.
  }
  return new Error([`${who} ended with ${ended ?? "a signal"}`, last].filter((part) => part !== "").join(": "));
}
