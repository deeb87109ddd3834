import { expect, it } from "vitest";
import { latest } from "./latest.ts";

it("does what is newest, one at a time, and leaves out what was overtaken", async () => {
  const done: number[] = [];
  const open: (() => void)[] = [];
  let atOnce = 0;
  const give = latest(async (value: number) => {
    expect(++atOnce).toBe(1);
    await new Promise<void>((resolve) => open.push(resolve));
    atOnce--;
    done.push(value);
  });
  const settle = () => new Promise((resolve) => setTimeout(resolve));
  give(1);
  give(2);
  give(3);
  open.shift()!();
  await settle();
  open.shift()!();
  await settle();
  expect(done).toEqual([1, 3]);
  give(4);
  open.shift()!();
  await settle();
  expect(done).toEqual([1, 3, 4]);
});
