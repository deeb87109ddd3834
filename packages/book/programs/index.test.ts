import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { isRound } from "../../../testing/thorough.ts";
import { programs } from "./index.ts";

const folder = new URL("./", import.meta.url);
const files = readdirSync(folder).filter((file) => file.endsWith(".ts") && !file.endsWith(".test.ts"));

describe("the reading room", () => {
  test("lists every program that has a demonstration, in the book's order", () => {
    const withDemo = files.filter((file) => readFileSync(new URL(file, folder), "utf8").includes("function demo("));
    expect(programs.map(({ name }) => `${name}.ts`).sort()).toEqual(withDemo.sort());
    const chapters = programs.map(({ chapter }) => chapter);
    expect(chapters).toEqual([...chapters].sort((a, b) => a - b));
  });

  test.each(programs)("$name prints the same lines every time, and no NaN", ({ demo, title }) => {
    const lines = demo();
    expect(lines.length).toBeGreaterThan(1);
    if (!isRound) expect(demo()).toEqual(lines);
    expect(lines.join("\n")).not.toMatch(/NaN|undefined|Infinity/);
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(120);
    expect(title).not.toBe("");
  });

  // The catalogue names the book's rows, by their type.
  test.each(files)("%s needs nothing but its neighbours", (file) => {
    const allowed = file === "index.ts" ? /^\.(\.\/rows)?\// : /^\.\//;
    const imported = [...readFileSync(new URL(file, folder), "utf8").matchAll(/from "([^"]+)"/g)];
    expect(imported.filter(([, from]) => !allowed.test(from))).toEqual([]);
  });
});
