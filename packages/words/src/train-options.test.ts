import { describe, expect, test } from "vitest";
import { trainLine } from "./train-line.ts";
import { flagOf, type TrainLine, trainOptionNames, trainOptions } from "./train-options.ts";

const example = (name: keyof TrainLine) => trainOptions[name].read(trainOptions[name].example, flagOf(name));

describe.each(trainOptionNames)("%s", (name) => {
  const { about, argument, example: text, read } = trainOptions[name];
  const write = trainOptions[name].write as (value: unknown) => string;

  test("says what it is", () => {
    expect(about.length).toBeGreaterThan(15);
    expect(argument).toMatch(/^(<\w+>|\[\w+\])$/);
  });

  test("is read, written, and read as the same", () => {
    const value = read(text, flagOf(name));
    expect(read(write(value), flagOf(name))).toEqual(value);
  });

  test("is in a line that says it, and in no other", () => {
    const line = trainLine({ [name]: example(name) });
    expect(line).toMatch(new RegExp(`^nndl train ${flagOf(name)} `));
    const rest = Object.fromEntries(
      trainOptionNames.filter((each) => each !== name).map((each) => [each, example(each)]),
    );
    expect(trainLine(rest).split(" ")).not.toContain(flagOf(name));
  });
});

test("an option whose value can be left out is written without one", () => {
  expect(trainLine({ resume: true })).toBe("nndl train --resume");
});

test("a file is the argument, and what a shell would take apart is quoted", () => {
  expect(trainLine({ layers: "28x28 conv20x5 dense10" }, "my net.json")).toBe(
    "nndl train 'my net.json' --layers '28x28 conv20x5 dense10'",
  );
});
