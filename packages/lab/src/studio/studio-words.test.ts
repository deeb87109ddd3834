import { openSource, type SourceOptions } from "nndl/sources";
import { expect, it } from "vitest";
import { idxFile } from "../../../nndl/src/testing/idx-file.ts";
import { strokePng } from "../../test/own-pictures.ts";
import { refusedColumn } from "../training/refused-column.ts";
import { sentenceOf } from "./draft.ts";
import { inStudioWords } from "./studio-words.ts";

type Files = Readonly<Record<string, string | Uint8Array<ArrayBuffer>>>;
const open = (files: Files, options: SourceOptions = {}) =>
  openSource(
    Object.entries(files).map(([path, content]) => ({
      path,
      read: async () => (typeof content === "string" ? new TextEncoder().encode(content) : content),
    })),
    { name: "mine", ...options },
  );
const rows = Array.from({ length: 60 }, (_, i) => i);
const table = (header: string, row: (i: number) => string) => ({
  "mine.csv": `${header}\n${rows.map(row).join("\n")}\n`,
});
const pictures = Object.fromEntries(
  rows.slice(0, 6).map((i) => [`${i % 2 ? "bar" : "dash"}/${i}.png`, strokePng(i % 2 ? "bar" : "dash", i)]),
);
const counted = {
  "train-images-idx3-ubyte": idxFile(
    8,
    [60, 2, 2],
    new Uint8Array(240).map((_, i) => i),
  ),
  "train-labels-idx1-ubyte": idxFile(
    8,
    [60],
    rows.map((i) => 1 + (i % 3)),
  ),
};

it.each([
  ["data.polarity", pictures, 'Choose "light on dark" to take them as they are.'],
  ["table.counter", table("x,n,k", (i) => `${(i * 7) % 11},${i},${i % 2}`), /^Leave it out where it is no more/],
  [
    "table.parts",
    table("x,set,k", (i) => `${(i * 7) % 11},${i % 5 ? "train" : "test"},${i % 2}`),
    /^Leave it out, and/,
  ],
  ["table.telltale", table("x,w,k", (i) => `${(i * 7) % 11},${"ab"[i % 2]},${"cd"[i % 2]}`), /^Leave it out where/],
  [
    "table.target",
    table("x,y", (i) => `${(i * 7) % 11},${3 * (i % 9)}`),
    /^Choose "(classes|values)" where they are\.$/,
  ],
  ["data.from-one", counted, 'Take 1 off each label; or choose "emnist-letters" where they are EMNIST\'s.'],
])("says what to do about %s by the studio's controls", async (code, files, next) => {
  const { remarks } = await open(files);
  const said = inStudioWords(remarks.find((remark) => remark.code === code)!.next!);
  if (typeof next === "string") expect(said).toBe(next);
  else expect(said).toMatch(next);
  expect(said).not.toMatch(/without "|polarity|target kind|FOLDER/);
});

it("leaves the option out of what is refused, whatever the column is called", async () => {
  const odd = 'na"me) (of';
  const refused: unknown = await open(
    table(`x,"${odd.replaceAll('"', '""')}",k`, (i) => `${i},pupil ${i},${i % 2}`),
  ).catch((error) => error);
  expect(refusedColumn(refused)).toBe(odd);
  const said = inStudioWords(sentenceOf(refused));
  expect(said).toMatch(/\. Leave the column out, or turn it into numbers\.$/);
  expect(said).toContain(JSON.stringify(odd));
});
