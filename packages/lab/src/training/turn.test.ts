import { expect, it } from "vitest";
import { Turn } from "./turn.ts";

const work = (milliseconds: number) => {
  for (const until = performance.now() + milliseconds; performance.now() < until; );
};

it("is kept while it is short, however often one asks, and passed on when it was long", async () => {
  const order: string[] = [];
  setTimeout(() => order.push("others"));
  const short = new Turn();
  for (let i = 0; i < 100; i++) await short.pass();
  order.push("short");
  const long = new Turn();
  for (let i = 0; !order.includes("others") && i < 1000; i++) {
    work(15);
    await long.pass();
  }
  order.push("long");
  expect(order).toEqual(["short", "others", "long"]);
});
