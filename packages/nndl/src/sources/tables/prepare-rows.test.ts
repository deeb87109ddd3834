import { describe, expect, it } from "vitest";
import type { Preparation } from "../../data/index.ts";
import { refused, refusedLater } from "../../testing/refused.ts";
import { toUtf8 } from "../../utf8.ts";
import { openSource } from "../open-source.ts";
import { openRows, prepareRows } from "./prepare-rows.ts";

const table = "size,town,price\n1,Rome,10\n2,Bern,20\n4.5,Bern,40\n";
const given = (text: string, path = "rows.csv") => ({ path, read: async () => toUtf8(text) });
const opened = await openSource([given(table, "table.csv")]);
const { preparation, features } = opened.training;
const inputsOf = async (text: string) => (await openRows(given(text), preparation)).inputs;
const asTrained = [0, 1, 2].map((row) => opened.training.input(row));

describe("rows for a network", () => {
  it("are made as training's were, to the bit, in whatever order and from whatever door", async () => {
    expect(await inputsOf(table)).toEqual(asTrained);
    expect(await inputsOf("town,size\nRome,1\nBern,2\nBern,4.50\n")).toEqual(asTrained);
    expect(await inputsOf("1,Rome\n2,Bern\n4.5,Bern\n")).toEqual(asTrained);
    expect(await inputsOf('{"town": "Rome", "size": 1}\n{"size": 2, "town": "Bern"}')).toEqual(asTrained.slice(0, 2));
    const rows = [
      { town: "Rome", size: 1 },
      { town: "Bern", size: "2" },
      { town: "Bern", size: 4.5, more: true },
    ];
    expect(prepareRows(preparation, rows)).toEqual(asTrained);
  });

  it("bring what is right with them, in its own units, where it is there", async () => {
    expect((await openRows(given(table), preparation)).answers).toEqual([[10], [20], [40]]);
    expect((await openRows(given("size,town\n1,Rome\n"), preparation)).answers).toBeUndefined();
    const classes = await openSource([given("a,y\n1,p\n2,q\n3.5,q\n", "c.csv")]);
    const rows = await openRows(given("y,a\nq,1\n"), classes.training.preparation);
    expect(rows.answers).toEqual(["q"]);
  });

  it("say which columns they did not need", async () => {
    const { remarks, inputs } = await openRows(given("size,colour,town,x\n1,red,Rome,3\n"), preparation);
    expect(inputs).toEqual(asTrained.slice(0, 1));
    expect(remarks.map(({ what }) => what).join()).toContain('"colour", "x"');
  });

  it("have the words that look like numbers", async () => {
    const doors = await openSource([given(`doors,y\n${"2,a\n3,b\nmore,a\nmore,b\n".repeat(3)}`, "d.csv")]);
    const { inputs } = await openRows(given("doors\n3\n2\n"), doors.training.preparation);
    expect(inputs).toEqual([Float32Array.of(0, 1, 0), Float32Array.of(1, 0, 0)]);
  });

  it.each([
    ["without a column", "size,city\n1,Rome\n", "table.column", '"town"'],
    ["with a word that nobody knows", "size,town\n1,Paris\n", "table.word", '"Paris" in row 1'],
    ["with a word for a number", "size,town\nbig,Rome\n", "table.number", '"big" at row 1'],
    ["with an empty cell", "size,town\n,Rome\n", "table.cell", "row 1"],
    ["of fewer cells", "1\n2\n", "table.column", "size"],
  ])("are refused %s", async (_, text, code, words) => {
    const error = await refusedLater(inputsOf(text));
    expect(error.code).toBe(code);
    expect(error.message).toContain(words);
  });

  it("are refused as objects without a field, and for networks that learned from no table", () => {
    expect(refused(() => prepareRows(preparation, [{ size: 1 }])).message).toContain('"town"');
    expect(refused(() => prepareRows(preparation, [{ size: "x", town: "Rome" }])).code).toBe("table.number");
    expect(refused(() => prepareRows(preparation, [{ size: 1, town: "Oslo" }])).code).toBe("table.word");
    expect(refused(() => prepareRows(undefined, [{ size: 1 }])).code).toBe("table.column");
    const images: Preparation = {
      inputs: { kind: "images", channels: 1, height: 1, width: 2, polarity: "light", fit: "exact", scale: 1 / 256 },
    };
    expect(refused(() => prepareRows(images, [{ size: 1 }])).code).toBe("table.column");
  });

  it("are pixels for a network of images", async () => {
    const images: Preparation = {
      inputs: { kind: "images", channels: 1, height: 1, width: 2, polarity: "light", fit: "exact", scale: 1 / 256 },
      targets: { kind: "classes", names: ["3", "5"] },
    };
    const rows = await openRows(given("label,p0,p1\n5,0,128\n"), images);
    expect(rows).toMatchObject({ inputs: [Float32Array.of(0, 0.5)], answers: ["5"] });
    expect((await openRows(given("64,128\n"), images)).inputs).toEqual([Float32Array.of(0.25, 0.5)]);
    expect((await refusedLater(openRows(given("64,300\n"), images))).code).toBe("table.number");
    expect((await refusedLater(openRows(given("1,2,3,4\n"), images))).code).toBe("table.column");
  });
});

describe("a table for a network that is tried on it", () => {
  it("is made by the network's description, and not by its own", async () => {
    const other = "price,town,size\n30,Bern,3\n50,Bern,5\n";
    const { training } = await openSource([given(other)], { preparation });
    expect(training.preparation).toEqual(preparation);
    expect(training.input(0)).toEqual(prepareRows(preparation, [{ size: 3, town: "Bern" }])[0]);
    const { targets } = opened.training;
    if (targets.kind !== "values" || preparation?.targets?.kind !== "values") throw new Error("no values");
    const { mean, deviation } = preparation.targets.columns[0]!;
    expect(training.target(1)).toEqual(Float32Array.of((50 - mean) / deviation));
    expect(features.length).toBe(9);
  });

  it("is refused without its target, or with a class that the network does not know", async () => {
    const tried = (text: string, options = { preparation }) => refusedLater(openSource([given(text)], options));
    expect((await tried("town,size\nBern,3\n")).code).toBe("table.target");
    const classes = await openSource([given("a,y\n1,p\n2,q\n3.5,q\n", "c.csv")]);
    const error = await tried("a,y\n1,z\n", { preparation: classes.training.preparation });
    expect(error.code).toBe("table.word");
    expect(error.message).toContain('"z" in row 1');
  });
});
