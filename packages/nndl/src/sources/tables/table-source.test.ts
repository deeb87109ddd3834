import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { type Dataset, split, splitByClass } from "../../data/index.ts";
import { refusedLater as refused } from "../../testing/refused.ts";
import { toUtf8 } from "../../utf8.ts";
import { divideSource } from "../divide-source.ts";
import { openSource } from "../open-source.ts";
import type { OpenedSource, SourceOptions } from "../opened-source.ts";
import type { SourceFile } from "../source-file.ts";
import { openRows } from "./prepare-rows.ts";

const samples = new URL("../samples/", import.meta.url);
const expected = JSON.parse(readFileSync(new URL("expected.json", samples), "utf8")) as Record<
  string,
  { readonly means: number[]; readonly deviations: number[] }
>;

function given(path: string, content: string | Uint8Array): SourceFile {
  const bytes = typeof content === "string" ? toUtf8(content) : Uint8Array.from(content);
  return { path, size: bytes.length, read: async () => bytes };
}

function open(content: string | Uint8Array, options: SourceOptions = {}): Promise<OpenedSource> {
  return openSource([given("table.csv", content)], options);
}

function sample(name: string, options: SourceOptions = {}): Promise<OpenedSource> {
  return openSource([given(name, readFileSync(new URL(name, samples)))], options);
}

function columnsOf({ preparation }: Dataset) {
  if (preparation?.inputs.kind !== "table") throw new Error("no table");
  return preparation.inputs.columns;
}

function classesOf({ preparation }: Dataset): readonly string[] | undefined {
  return preparation?.targets?.kind === "classes" ? preparation.targets.names : undefined;
}

const codes = ({ remarks }: OpenedSource) => remarks.map(({ code }) => code);

describe("what a table may mean otherwise", () => {
  const rows = (cells: readonly string[], separator: string) =>
    ["a", ...cells].map((cell, i) => `${cell}${separator}${i === 0 ? "kind" : ["x", "y"][i % 2]}`).join("\n");

  it("fractions of three digits, where the point may part thousands, are remarked on", async () => {
    const thousands = ["1.234", "12.500", "999", "100.000"];
    expect(codes(await open(rows(thousands, ";")))).toEqual(["table.thousands"]);
    // A column beside it shows that the comma is a decimal one.
    const commas = thousands.map((cell) => `${cell.replace(".", ",")}\t0,5`);
    expect(codes(await open(rows(commas, "\t").replace("a\t", "a\tb\t")))).toContain("table.thousands");
    expect(codes(await open(rows(thousands, ",")))).toEqual([]);
    for (const plain of ["0.500", "1000", "1.25", "1234.567"])
      expect(codes(await open(rows([...thousands, plain], ";")))).toEqual([]);
  });

  it("words that differ in capitals only are remarked on, among classes and inputs", async () => {
    expect(codes(await open("a,kind\n1,Oak\n2,ash\n3,oak\n4,ash\n"))).toEqual(["table.similar"]);
    expect(codes(await open("b,kind\nÄ,x\nä,y\nÄ,x\n"))).toEqual(["table.similar"]);
    expect(codes(await open("b,kind\nÄ,x\nA,y\nÄ,x\n"))).toEqual([]);
  });

  it("a separator that is none is said where the table seems to have one column", async () => {
    const spaces = Array.from({ length: 30 }, (_, i) => `${i} ${i * 7} x`).join("\n");
    expect((await refused(open(`a b kind\n${spaces}`))).message).toContain("a table of one column");
  });
});

describe("tables that other programs wrote", () => {
  it("pandas' CSV: numbers by mean and deviation, words as classes", async () => {
    const { training, about, remarks } = await sample("iris-pandas.csv");
    expect(training.shape).toEqual([4]);
    expect(training.count).toBe(150);
    expect(classesOf(training)).toEqual(["setosa", "versicolor", "virginica"]);
    expect(training.preparation?.targets).toMatchObject({ name: "species" });
    for (const [i, column] of columnsOf(training).entries()) {
      if (column.kind !== "number") throw new Error("words");
      expect(column.mean).toBeCloseTo(expected.iris!.means[i]!, 12);
      expect(column.deviation).toBeCloseTo(expected.iris!.deviations[i]!, 12);
    }
    const { mean, deviation } = columnsOf(training)[0] as { readonly mean: number; readonly deviation: number };
    expect(training.input(0)[0]).toBe(Math.fround((5.1 - mean) / deviation));
    expect(remarks).toEqual([]);
    expect(about?.join()).toContain("commas");
    expect(about?.join()).toContain('"species", the last column');
  });

  it("a spreadsheet's, with semicolons, decimal commas, CRLF and a byte order mark", async () => {
    const { training, about } = await sample("iris-semicolons.csv");
    const plain = (await sample("iris-pandas.csv")).training.pick(Array.from({ length: 30 }, (_, i) => 5 * i));
    expect(about?.join()).toContain("semicolons,a decimal comma,the first row names");
    expect(training.targets).toEqual(plain.targets);
    expect(columnsOf(training).map(({ name }) => name)).toEqual(columnsOf(plain).map(({ name }) => name));
  });

  it("a spreadsheet's that says its separator, with empty lines and lines of spaces", async () => {
    const { training } = await open(`sep=;\r\na;b;y\r\n1;2;p\r\n${"  \r\n\r\n".repeat(20_000)}3;"4";q\r\n  `);
    expect(training.count).toBe(2);
    expect(columnsOf(training).map(({ name, kind }) => [name, kind])).toEqual([
      ["a", "number"],
      ["b", "number"],
    ]);
  });

  it("pandas' own numbers of rows are no input", async () => {
    const source = await sample("iris-index.csv");
    expect(codes(source)).toEqual(["table.left-out"]);
    expect(source.training.shape).toEqual([4]);
  });

  it("Python's csv module: tabs, quotes, and line ends in cells", async () => {
    const { training } = await sample("wine.tsv");
    expect(training.shape).toEqual([13]);
    expect(classesOf(training)).toEqual(['a "1"\nof 3', 'a "2"\nof 3', 'a "3"\nof 3']);
  });

  it("JSON lines", async () => {
    const { training, kind } = await sample("cancer.jsonl");
    expect(kind).toBe("table");
    expect(training.shape).toEqual([6]);
    expect(classesOf(training)).toEqual(["benign", "malignant"]);
  });
});

describe("what a table's columns are", () => {
  it("words are inputs too, one for each, in the order of their characters", async () => {
    const { training } = await open("town,y\nRome,1.5\nBern,2.5\nRome,3.25\n");
    expect(columnsOf(training)).toEqual([{ kind: "words", name: "town", words: ["Bern", "Rome"] }]);
    expect(training.features).toEqual(Float32Array.of(0, 1, 1, 0, 0, 1));
    expect(training.preparation?.targets).toMatchObject({ kind: "values", columns: [{ name: "y" }] });
  });

  it("the target is the last column, the one called label, the one named, or its number", async () => {
    const text = "a,label,c\n1,0,5.5\n2,1,6.5\n4,0,7.5\n6,1,8.25\n";
    const inputs = async (options?: SourceOptions) =>
      columnsOf((await open(text, options)).training).map(({ name }) => name);
    expect(await inputs()).toEqual(["a", "c"]);
    expect(await inputs({ target: "c" })).toEqual(["a", "label"]);
    expect(await inputs({ target: "1" })).toEqual(["label", "c"]);
    expect(await inputs({ target: "a,c" })).toEqual(["label"]);
    expect(await inputs({ target: "c", without: ["a"] })).toEqual(["label"]);
    expect((await refused(open(text, { target: "d" }))).message).toContain("a, label, c");
    expect((await refused(open(text, { target: "9" }))).code).toBe("table.target");
  });

  it("whole numbers that come again are classes, others values, unless somebody says", async () => {
    const rows = (targets: readonly unknown[]) => `x,y\n${targets.map((y, i) => `${i * 0.5},${y}`).join("\n")}`;
    const kind = async (targets: readonly unknown[], options?: SourceOptions) =>
      (await open(rows(targets), options)).training.targets.kind;
    expect(await kind([0, 1, 1, 0])).toBe("classes");
    expect(await kind(["0.0", "1.0", "0.0", "1.0"])).toBe("classes");
    expect(await kind([1, 4, 9, 16])).toBe("values");
    expect(await kind([0.5, 1, 0.5, 1])).toBe("values");
    expect(await kind([0, 1, 1, 0], { targetKind: "values" })).toBe("values");
    expect(await kind([1, 4, 9, 16], { targetKind: "classes" })).toBe("classes");
    const ratings = await open(rows([3, 5, 3, 5, 8, 8]));
    expect(classesOf(ratings.training)).toEqual(["3", "5", "8"]);
    expect(codes(ratings)).toEqual(["table.target"]);
    expect((await refused(open(rows([0.5, 1, 1.5]), { targetKind: "classes" }))).code).toBe("table.target");
    expect((await refused(open(rows(["a", "b", "a"]), { targetKind: "values" }))).code).toBe("table.target");
  });

  it("values are scaled, and their own units kept", async () => {
    const { training } = await open("x,y\n1,10.5\n2,20\n4,40\n");
    const { targets, preparation } = training;
    if (targets.kind !== "values" || preparation?.targets?.kind !== "values") throw new Error("no values");
    const { mean, deviation } = preparation.targets.columns[0]!;
    expect(targets.values[1]! * deviation + mean).toBeCloseTo(20, 5);
    expect(mean).toBeCloseTo(23.5, 12);
  });

  it("constant columns have the deviation 1, and a remark", async () => {
    const source = await open("a,b,y\n0.1,1,x\n0.1,2,y\n0.1,4,x\n");
    expect(columnsOf(source.training)[0]).toEqual({ kind: "number", name: "a", mean: 0.1, deviation: 1 });
    expect(codes(source)).toEqual(["table.constant"]);
    expect(source.training.input(1)[0]).toBe(0);
  });

  it("numbers of rows are left out where they are called so, and remarked on where not", async () => {
    expect(codes(await open("id,a,y\n7,1,x\n9,2,y\n3,5,x\n"))).toEqual(["table.left-out"]);
    expect(codes(await open("n,a,y\n7,1,x\n8,2,y\n9,5,x\n"))).toEqual(["table.counter"]);
    expect(codes(await open("x,y\n1,2.5\n2,3.5\n3,4.5\n"))).toEqual([]);
  });

  it("empty columns are left out, few words among numbers are words", async () => {
    expect(codes(await open("a,,y\n1,,x\n2,,y\n"))).toEqual(["table.left-out"]);
    const doors = Array.from({ length: 40 }, (_, i) => `${["2", "3", "more"][i % 3]},${i % 2 ? "a" : "b"}`).join("\n");
    const source = await open(`doors,y\n${doors}`);
    expect(codes(source)).toEqual(["table.mixed"]);
    expect(columnsOf(source.training)[0]).toMatchObject({ words: ["2", "3", "more"] });
  });

  it("a table without names has columns by number", async () => {
    const { training } = await open("5.1,3.5,setosa\n4.9,3,setosa\n6,2,virginica\n");
    expect(columnsOf(training).map(({ name }) => name)).toEqual(["column 1", "column 2"]);
    const forced = await open("a,b\nc,d\na,d\n", { header: true });
    expect(forced.training.count).toBe(2);
    // Words that come again are no names.
    expect((await open("p,x\ne,y\np,y\n")).training.count).toBe(3);
  });
});

describe("a table of images", () => {
  const row = (label: number, i: number) =>
    [label, ...Array.from({ length: 784 }, (_, pixel) => (pixel === 350 + i ? 255 : 0))].join(",");
  const names = ["label", ...Array.from({ length: 784 }, (_, pixel) => `pixel${pixel}`)].join(",");
  const rows = Array.from({ length: 8 }, (_, i) => row(i % 4, i)).join("\n");

  it("is one where the label stands before 784 columns of bytes, with names or without", async () => {
    const source = await open(`${names}\n${rows}\n`);
    expect(source.training.shape).toEqual([1, 28, 28]);
    expect(source.training.features).toBeInstanceOf(Uint8Array);
    expect(codes(source)).toEqual(["table.images"]);
    expect(source.training.preparation).toMatchObject({
      inputs: { kind: "images", scale: 1 / 256 },
      targets: { name: "label", names: ["0", "1", "2", "3"] },
    });
    const nameless = await open(`${rows}\n`);
    expect(nameless.training.features).toEqual(source.training.features);
    expect(nameless.training.targets).toEqual(source.training.targets);
  });
});

describe("a folder of tables", () => {
  const training = "a,town,y\n1,Rome,p\n2,Bern,q\n3.5,Bern,p\n";
  const folder = (...files: readonly [string, string][]) => files.map(([path, text]) => given(path, text));

  it("has test rows prepared as training's are, by the names of the columns", async () => {
    const source = await openSource(folder(["train.csv", training], ["test.csv", "town,y,a\nBern,q,3.5\n"]));
    expect(source.test?.input(0)).toEqual(source.training.input(2));
    expect(source.test?.label(0)).toBe(1);
    expect(source.files.map(({ role }) => role)).toEqual(["a table to learn from", "a table to be tested on"]);
  });

  it("has no test where nothing says what is right", async () => {
    const source = await openSource(
      folder(["train.csv", training], ["test.csv", "a,town\n1,Rome\n"], ["notes.md", ""]),
    );
    expect(source.test).toBeUndefined();
    expect(source.leftOut.map(({ path }) => path)).toEqual(["notes.md", "test.csv"]);
  });

  it("is refused where a word is unknown, a column is missing, or nothing says which table", async () => {
    const test = (text: string) => refused(openSource(folder(["train.csv", training], ["test.csv", text])));
    expect((await test("a,town,y\n1,Paris,p\n")).message).toContain('"Paris" in row 1');
    expect((await test("a,town,y\n1,Rome,r\n")).message).toContain('"r" in row 1');
    expect((await test("a,city,y\n1,Rome,p\n")).message).toContain('"town"');
    expect((await test("a,town,y\nx,Rome,p\n")).code).toBe("table.number");
    expect((await refused(openSource(folder(["a.csv", training], ["b.csv", training])))).code).toBe("table.several");
  });
});

describe("dividing a table", () => {
  it("scales by the training part alone", async () => {
    const source = await sample("iris-pandas.csv");
    const by = (all: Dataset) => splitByClass(all, [0.8, 0.2], { seed: 3 });
    const { parts } = divideSource(source, by);
    const [training, rest] = parts as [Dataset, Dataset];
    const [inOrder] = by(source.training) as [Dataset, Dataset];
    expect(training.targets).toEqual(inOrder.targets);
    // The mean of what is learned from is 0, of the rest it is not.
    const mean = (data: Dataset) =>
      Float32Array.from(data.features)
        .filter((_, i) => i % 4 === 0)
        .reduce((a, b) => a + b, 0) / data.count;
    expect(mean(training)).toBeCloseTo(0, 6);
    expect(Math.abs(mean(rest))).toBeGreaterThan(1e-3);
    expect(rest.preparation).toEqual(training.preparation);
    expect(training.preparation).not.toEqual(source.training.preparation);
  });

  it("prepares the source's own test by the same", async () => {
    const files = [given("train.csv", "a,y\n1,p\n2,q\n30,p\n"), given("test.csv", "a,y\n2,q\n")];
    const { parts, test } = divideSource(await openSource(files), (all) => split(all, [2]));
    expect(columnsOf(parts[0]!)[0]).toMatchObject({ mean: 1.5, deviation: 0.5 });
    expect(test?.input(0)).toEqual(Float32Array.of(1));
  });
});

describe("texts in other encodings", () => {
  const text = "größe,y\n1,ä\n2,€\n3,ä\n";
  const utf16 = (high: 0 | 1, mark: boolean) => {
    const units = mark ? `\ufeff${text}` : text;
    return Uint8Array.from({ length: 2 * units.length }, (_, i) => {
      const unit = units.charCodeAt(i >> 1);
      return i % 2 === high ? unit & 255 : unit >> 8;
    });
  };
  it.each([
    ["UTF-8 with a mark", toUtf8(`\ufeff${text}`)],
    ["UTF-16, low byte first", utf16(0, true)],
    ["UTF-16, high byte first", utf16(1, true)],
    ["gzip", new Uint8Array(gzipSync(text))],
  ])("%s", async (_, bytes) => {
    const { training } = await open(bytes);
    expect(columnsOf(training)[0]?.name).toBe("größe");
    expect(classesOf(training)).toEqual(["ä", "€"]);
  });

  it("UTF-16 without a mark, where letters are plain", async () => {
    const units = "a,y\n1,p\n2,q\n";
    const bytes = Uint8Array.from({ length: 2 * units.length }, (_, i) => (i % 2 === 0 ? units.charCodeAt(i / 2) : 0));
    expect(classesOf((await open(bytes)).training)).toEqual(["p", "q"]);
  });

  it("Windows-1252, with a remark", async () => {
    const bytes = Uint8Array.from("gr\xf6\xdfe,y\n1,\xe4\n2,\x80\n3,\xe4\n", (letter) => letter.charCodeAt(0));
    const source = await open(bytes);
    expect(columnsOf(source.training)[0]?.name).toBe("größe");
    expect(classesOf(source.training)).toEqual(["ä", "€"]);
    expect(codes(source)).toContain("table.encoding");
  });
});

describe("a table is refused", () => {
  it.each([
    ["without rows", "a,b\n", "table.empty", "no rows"],
    ["that is empty", "\n\n", "table.empty", "no rows"],
    ["with an empty cell", "a,b\n1,x\n,y\n", "table.cell", "row 2 (line 3)"],
    ["with NaN", "a,b\n1,x\n\nNaN,y\n", "table.cell", '"NaN" at row 2 (line 4)'],
    ["with a question mark", "a,b\n1,?\n2,y\n", "table.cell", "row 1"],
    ["with a short row", "a,b,c\n1,2,x\n1,2\n", "table.row", "2 in row 2 (line 3)"],
    ["with a long row", "a,b\n1,x\n1,2,3,x\n", "table.row", "4 in row 2"],
    ["with a word among numbers", "a,b\n1,x\n2,y\n3,x\n1O2,y\n", "table.number", '"1O2" at row 4 (line 5)'],
    ["with an open quote", 'a,b\n1,"x\n', "table.quotes", "line 2"],
    ["with more behind a quote", 'a,b\n1,"x"y\n', "table.quotes", "line 2"],
    ["with one name twice", "a,a\n1,x\n", "table.header", '"a" twice'],
    ["with only a target", "a\n1\n2\n", "table.column", "one column"],
    [
      "with words that all differ",
      `a,b\n${Array.from({ length: 50 }, (_, i) => `name${i},x`).join("\n")}`,
      "table.words",
      "50 different",
    ],
    ["with numbers beyond doubles", "a,b\n1,x\n1e400,y\n", "table.number", "mean and deviation"],
    ["that is no text", "a,b\n1,\0\0\0\n", "table.text", "zero"],
    ["of JSON that breaks off", '{"a": 1, "y": 2}\n{"a": 1', "table.line", "line 2"],
    ["of JSON with other fields", '{"a": 1, "y": 2}\n{"a": 1, "z": 2}', "table.row", 'line 2 with "z"'],
    ["of JSON without a field", '{"a": 1, "y": 2}\n{"a": 1}', "table.row", 'line 2 without "y"'],
    ["of JSON with null", '{"a": 1, "y": 2}\n\n{"a": null, "y": 2}', "table.cell", "null in line 3"],
    ["of JSON with shorter lists", '{"a": [1, 2], "y": 2}\n{"a": [1], "y": 2}', "table.row", "a[1]"],
    ["of JSON with objects in it", '{"a": {"b": 1}, "y": 2}', "table.line", "a number, a text"],
    [
      "of JSON with a field twice",
      '{"a": 1, "y": 2}\n{"a": 1, "a\\u0062": ":", "a": 2}',
      "table.line",
      'the key "a" for the second',
    ],
    ["of JSON in a list with a field twice", '[{"a": 1, "y": {"b": 1, "b": 2}}]', "table.line", 'the key "b"'],
    ["of JSON without a field that all objects have", '{"valueOf": 1, "y": 2}\n{"y": 1}', "table.row", '"valueOf"'],
    ["of JSON with words among numbers", '{"a": 1, "y": 2}\n{"a": "x", "y": 2}', "table.number", '"x" in line 2'],
  ])("%s", async (_, text, code, words) => {
    const error = await refused(open(text));
    expect(error.code).toBe(code);
    expect(error.message).toContain(words);
  });
});

it("refuses to leave out a column that there is not", async () => {
  for (const text of ["a,b,y\n1,2,x\n3,4,z\n", '{"a": 1, "b": [2], "y": "x"}\n{"a": 3, "b": [4], "y": "z"}\n']) {
    const error = await refused(open(text, { without: ["A"] }));
    expect([error.code, error.message]).toEqual(["table.column", expect.stringContaining("a, b, y")]);
  }
});

describe("a first row that counts", () => {
  const rows = "5,1,7,a\n2,3,9,b\n4,4,1,a\n";
  it("is taken for names, and said, as pandas writes an array", async () => {
    for (const text of [`0,1,2,3\n${rows}`, `,0,1,2,3\n${rows.replace(/^/gm, "8,").slice(0, -2)}`]) {
      const { training, remarks } = await open(text);
      expect(training.count).toBe(3);
      expect(remarks.map(({ code }) => code)).toContain("table.counted");
    }
  });
  it("is an example where others count too, where it is alone, and where a network asks for other names", async () => {
    expect((await open("0,1,2,3\n1,2,3,4\n0,1,2,3\n2,3,4,5\n")).training.count).toBe(4);
    const { preparation } = (await open(rows)).training;
    const ask = (text: string) => openRows({ path: "rows.csv", read: async () => toUtf8(text) }, preparation);
    expect((await ask("0,1,2\n5,5,5\n6,6,6\n")).inputs).toHaveLength(3);
    const named = (await open(`0,1,2,3\n${rows}`)).training;
    const { inputs } = await openRows({ path: "r.csv", read: async () => toUtf8("0,1,2\n5,1,7\n") }, named.preparation);
    expect(inputs).toEqual([named.input(0)]);
  });
});

describe("many words", () => {
  it("are numbered beyond a byte", async () => {
    const text = Array.from({ length: 1200 }, (_, i) => `word${i % 400},${i % 2}`).join("\n");
    const { training } = await open(`name,y\n${text}\n`);
    expect(training.shape).toEqual([400]);
    const names = Array.from({ length: 400 }, (_, i) => `word${i}`).sort();
    for (const i of [0, 255, 256, 257, 399, 400, 656, 1199])
      expect(training.input(i).indexOf(1)).toBe(names.indexOf(`word${i % 400}`));
  });
});
