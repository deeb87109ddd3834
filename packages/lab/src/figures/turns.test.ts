import { expect, it } from "vitest";
import { inTurn, turnsAreOver } from "./turns.ts";

it("does one thing after the other, each in a task of its own, and waits for what they ask for", async () => {
  const done: string[] = [];
  const between = () => setTimeout(() => done.push("others"));
  void inTurn(() => {
    done.push("first");
    between();
    void inTurn(() => void done.push("asked for by the first"));
  });
  void inTurn(() => void done.push("second"));
  expect(done).toEqual([]);
  await turnsAreOver();
  expect(done).toEqual(["first", "others", "second", "asked for by the first"]);
});

it("says to who waits for it what failed, and goes on with the next", async () => {
  const done: string[] = [];
  const failing = inTurn(() => {
    throw new Error("so it is");
  });
  void inTurn(() => void done.push("next"));
  await expect(failing).rejects.toThrow("so it is");
  await turnsAreOver();
  expect(done).toEqual(["next"]);
});
