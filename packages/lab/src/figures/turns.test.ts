import { expect, it } from "vitest";
import { inTurn, turnsAreOver } from "./turns.ts";

it("does one thing after the other, each in a task of its own, and waits for what they ask for", async () => {
  const done: string[] = [];
  const between = () => setTimeout(() => done.push("others"));
  inTurn(() => {
    done.push("first");
    between();
    inTurn(() => done.push("asked for by the first"));
  });
  inTurn(() => {
    done.push("second");
  });
  expect(done).toEqual([]);
  await turnsAreOver();
  expect(done).toEqual(["first", "others", "second", "asked for by the first"]);
});
