import { expect, test } from "vitest";
import { childError } from "./child-error.ts";
import { UsageError } from "./usage-error.ts";

test("an error of ours stays one, with who it was", () => {
  const parts = { code: "option.seed", problem: "it is wrong", next: "Give another." };
  const error = childError(`something\n${JSON.stringify({ error: parts })}\n`, 2, "member 3");
  expect(error).toBeInstanceOf(UsageError);
  expect(error).toMatchObject({ code: "option.seed", problem: "member 3: it is wrong", next: "Give another." });
});

test.each([
  ["", null, "member 3 ended with a signal"],
  ["", "SIGKILL", "member 3 ended with SIGKILL"],
  ["no JSON", 1, "member 3 ended with 1: no JSON"],
  ['{"error":{"code":7}}', 1, 'member 3 ended with 1: {"error":{"code":7}}'],
] as const)("%j is told as it is", (complaint, ended, message) => {
  const error = childError(complaint, ended, "member 3");
  expect(error).not.toBeInstanceOf(UsageError);
  expect(error.message).toBe(message);
});
