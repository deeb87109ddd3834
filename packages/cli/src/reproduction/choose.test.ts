import { experiments } from "@nndl/book";
import { describe, expect, test } from "vitest";
import { UsageError } from "../usage-error.ts";
import { chooseExperiments } from "./choose.ts";

const names = (...words: string[]) => chooseExperiments(words, experiments).map(({ name }) => name);
const ofChapter = (chapter: string) =>
  experiments.filter(({ name }) => name.startsWith(`${chapter}/`)).map(({ name }) => name);

describe("experiments are chosen", () => {
  test.each([
    [["ch3/tuned"], ["ch3/tuned"]],
    [["E3.12"], ["ch3/tuned"]],
    [["e3.12"], ["ch3/tuned"]],
    [["CH3/Tuned"], ["ch3/tuned"]],
    [["ch5"], ofChapter("ch5")],
    [["ch5/"], ofChapter("ch5")],
    [["ch5", "E5.1", "ch5/*"], ofChapter("ch5")],
    [["E5.*"], experiments.filter(({ id }) => id.startsWith("E5.")).map(({ name }) => name)],
    [["E5.?"], experiments.filter(({ id }) => /^E5\..$/.test(id)).map(({ name }) => name)],
    [["ch6/expanded*0-*"], ["ch6/expanded-100-100", "ch6/expanded-300-300", "ch6/expanded-1000-1000"]],
    [["*darkness"], ["ch1/average-darkness"]],
    [["all"], experiments.map(({ name }) => name)],
    [["*"], experiments.map(({ name }) => name)],
  ])("by %j", (words, wanted) => expect(names(...words)).toEqual(wanted));

  test("in the book's order, each once, whatever the order of the words", () => {
    expect(names("ch3/tuned", "E1.8", "ch1/average-darkness")).toEqual(["ch1/average-darkness", "ch3/tuned"]);
  });

  test("by a further row that one answers", () => {
    const [first, second] = experiments;
    const answering = [first, { ...second, rows: ["X3.18"] as const }];
    expect(chooseExperiments(["X3.18"], answering)).toEqual([answering[1]]);
    expect(chooseExperiments(["X3.*"], answering)).toEqual([answering[1]]);
  });
});

test.each([
  ["ch3/tunde", "Did you mean ch3/tuned?"],
  ["tuned", "Did you mean ch3/tuned?"],
  ["first-netwrok", "Did you mean ch1/first-network?"],
  ["ch11", "Did you mean ch1?"],
  ["", '"nndl reproduce" lists them.'],
  ["ch9/*", '"nndl reproduce" lists them.'],
  ["(", '"nndl reproduce" lists them.'],
  ["toString", '"nndl reproduce" lists them.'],
  ["x".repeat(5000), '"nndl reproduce" lists them.'],
])("%j names none", (word, next) => {
  expect(() => names("ch3/tuned", word)).toThrow(UsageError);
  expect(() => names(word)).toThrow(next);
});
