import { mnist, wasmEngine } from "nndl";
import { describe, expect, it } from "vitest";
import type { Question } from "../training/questions.ts";
import type { Trainer } from "../training/trainer.svelte.ts";
import { Workbench } from "../training/workbench.ts";
import { fetchPage, hardDigits, moved, pageOf, pictureOn, totalOf } from "./list.ts";
import { readerRecipe } from "./reader-recipe.ts";

describe("lists of digits", () => {
  it("have places that stay within them", () => {
    expect([0, 99, 100, 4999].map(pageOf)).toEqual([0, 0, 100, 4900]);
    expect(moved(0, -1, 10)).toBe(0);
    expect(moved(9, 1, 10)).toBe(9);
    const counts = [3, 4, 5];
    expect(totalOf({ kind: "images", set: "test" }, counts)).toBe(12);
    expect(totalOf({ kind: "images", set: "test", label: 1 }, counts)).toBe(4);
    expect(totalOf({ kind: "hard", set: "training" }, counts)).toBe(18);
  });

  it("come from the reader's trainer", async () => {
    const digits = await mnist();
    const workbench = await Workbench.open(readerRecipe, { digits: async () => digits, engine: wasmEngine });
    const trainer = { ask: (question: Question) => workbench.ask(question) } as unknown as Trainer;
    const sevens = (await fetchPage(trainer, { kind: "images", set: "validation", label: 7 }, 100))!;
    expect([...Array.from(sevens.labels)].every((label) => label === 7)).toBe(true);
    expect(sevens.labels).toHaveLength(100);
    expect(pictureOn(sevens, 3)).toEqual(digits.validation.input(sevens.indices![3]!));
    const hard = (await fetchPage(trainer, { kind: "hard", set: "training" }, 0))!;
    expect([...Array.from(hard.indices!)]).toEqual(hardDigits);
    expect(pictureOn(hard, 17)).toEqual(digits.test.input(5642));
    const averages = (await fetchPage(trainer, { kind: "averages", set: "test" }, 0))!;
    expect(averages.values).toHaveLength(7840);
    const darkness = await workbench.ask({ about: "darkness" });
    expect(darkness.correct).toBe(2225);
    await workbench.close();
  });
});
