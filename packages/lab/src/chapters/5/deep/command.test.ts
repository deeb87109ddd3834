import { experiments } from "@nndl/book";
import { expect, it } from "vitest";
import { speedsCommand, trainingCommand } from "./command.ts";
import { start } from "./network.ts";

it("names experiments that there are, and none for other networks", () => {
  const names = experiments.map(({ name }) => name);
  const named = (command: string | undefined) => /^npx nndl reproduce (\S+)( --seed \d+)?$/.exec(command ?? "")?.[1];
  for (const depth of [1, 2, 3, 4]) {
    expect(names).toContain(named(trainingCommand({ ...start, depth })));
    if (depth === 1) continue;
    expect(names).toContain(named(speedsCommand("speeds", { ...start, depth })));
    expect(names).toContain(named(speedsCommand("training-speeds", { ...start, depth, seed: 7 })));
  }
  for (const other of [{ depth: 1 }, { depth: 5 }, { activation: "relu" }, { normalized: true }] as const)
    expect(speedsCommand("speeds", { ...start, ...other })).toBeUndefined();
  expect(trainingCommand({ ...start, depth: 5 })).toBeUndefined();
});
