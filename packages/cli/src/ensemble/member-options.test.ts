import { Command } from "commander";
import { expect, test } from "vitest";
import { UsageError } from "../usage-error.ts";
import { declareMemberOptions, memberArguments } from "./member-options.ts";

function read(...argv: string[]): string[] {
  const command = new Command().exitOverride().configureOutput({ writeErr: () => {} });
  declareMemberOptions(command);
  command.parse(argv, { from: "user" });
  return memberArguments(command.opts());
}

test("options are handed on as they were typed", () => {
  const typed = ["--layers", "28x28 conv20x5 pool2 softmax10", "--lr", "1/128", "--schedule", "halving:5"];
  expect(read(...typed, "--epochs", "3").sort()).toEqual([...typed, "--epochs", "3"].sort());
  expect(read()).toEqual([]);
});

test("what an ensemble decides itself is not among them", () => {
  for (const flag of ["--seed", "--out", "--threads"]) expect(() => read(flag, "3")).toThrow("unknown option");
});

test("what makes no sense is refused before any member begins", () => {
  expect(() => read("--epochs", "0")).toThrow(UsageError);
  expect(() => read("--optimizer", "sdg")).toThrow(UsageError);
});
