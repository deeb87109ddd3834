import fc from "fast-check";
import { NndlError } from "nndl";
import { describe, expect, test } from "vitest";
import { runs } from "../../../testing/thorough.ts";
import { commands } from "./commands/index.ts";
import { type Invocation, parse } from "./grammar.ts";
import { styleFor } from "./terminal/style.ts";
import { widthOf } from "./terminal/wrap.ts";
import { UsageError } from "./usage-error.ts";

const settings = { commands, version: "1.2.3", style: styleFor(false), columns: 80 };
const read = (...argv: string[]) => parse(argv, settings);

async function refused(...argv: string[]): Promise<UsageError> {
  const error = await read(...argv).then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(UsageError);
  return error as UsageError;
}

/** The arguments of an example, as a shell takes it apart. */
function shellWords(command: string): string[] {
  return (command.match(/"[^"]*"|\S+/g) ?? []).map((word) => word.replaceAll('"', ""));
}

async function textOf(...argv: string[]): Promise<string> {
  const invocation = await read(...argv);
  expect(invocation.kind).toBe("text");
  return (invocation as Extract<Invocation, { kind: "text" }>).text;
}

describe("help", () => {
  test("without arguments, or asked for in any way, is an overview of every command", async () => {
    const overview = await textOf("--help");
    for (const { name, summary } of commands) {
      expect(overview).toContain(`  ${name} `);
      expect(overview.replace(/\s+/g, " ")).toContain(summary);
    }
    expect(await textOf()).toBe(overview);
    expect(await textOf("help")).toBe(overview);
  });

  test.each(commands.map(({ name }) => name))(
    "of %s says what it is for, with examples that can be typed",
    async (name) => {
      const module = await commands.find((entry) => entry.name === name)!.load();
      const text = await textOf(name, "--help");
      expect(text).toContain(`Usage: nndl ${name}`);
      expect(module.description.length).toBeGreaterThan(60);
      expect(module.examples.length).toBeGreaterThanOrEqual(3);
      expect(module.examples.length).toBeLessThanOrEqual(8);
      expect(await textOf("help", name)).toBe(text);
      for (const [command] of module.examples) {
        expect(text).toContain(command);
        const [nndl, ...argv] = shellWords(command);
        expect(nndl).toBe("nndl");
        expect(await read(...argv)).toMatchObject({ kind: "command", name });
      }
    },
  );

  test.each(commands.map(({ name }) => name))("of %s fits the terminal", async (name) => {
    const text = await textOf(name, "--help");
    // Examples are not wrapped, so that they can be copied.
    const [wrapped] = text.split("Examples:");
    expect(Math.max(...wrapped.split("\n").map(widthOf))).toBeLessThanOrEqual(80);
  });

  test("the overview's examples can be typed, too", async () => {
    const [, examples] = (await textOf()).split("Examples:");
    const typed = examples.match(/^ {2}nndl .*$/gm) ?? [];
    expect(typed.length).toBeGreaterThan(2);
    for (const line of typed) await read(...shellWords(line.trim()).slice(1));
  });
});

test("the version", async () => expect((await textOf("--version")).trim()).toBe("1.2.3"));

test("options stand before or after the argument, and before the command when every command has them", async () => {
  const given = { args: ["net.json"], options: { epochs: 5 } };
  expect(await read("train", "net.json", "--epochs", "5")).toMatchObject({ given });
  expect(await read("train", "--epochs", "5", "net.json")).toMatchObject({ given });
  expect(await read("--json", "train", "--epochs=5", "net.json")).toMatchObject({ given });
});

describe("what makes no sense is refused, with advice", () => {
  test.each([
    [["trian"], "usage.command", "Did you mean train?"],
    [["help", "evalute"], "usage.command", "Did you mean evaluate?"],
    [["nonsense", "--help"], "usage.command", '"nndl --help" lists them'],
    [["toString"], "usage.command", '"nndl --help"'],
    [["--jsno"], "usage.option", "Did you mean --json?"],
    [["train", "--epoch", "3"], "usage.option", "Did you mean --epochs?"],
    [["train", "--learning-rate", "3"], "usage.option", "Did you mean --lr?"],
    [["train", "--net", "a.json"], "usage.option", "Did you mean --network?"],
    [["train", "--epochs"], "usage.value", '"nndl train --help"'],
    [["train", "a", "b"], "usage.arguments", "at most"],
    [["train", "--epochs", "0"], "option.epochs", "--epochs 10"],
    [["train", "--epochs", "-3"], "option.epochs", '"-3"'],
    [["train", "--lr", "NaN"], "option.lr", '"NaN"'],
    [["train", "--layers", "784x30"], "option.layers", "784-30-10"],
    [["train", "--layers", "28x28 pol2 dense10"], "option.layers", "Did you mean pool2?"],
    [["train", "--threads", "65"], "option.threads", "from 1 to 64"],
    [["train", "--monitor", "tset"], "option.monitor", "training, validation, test"],
    [["evaluate", "--wrong", "0"], "option.wrong", "from 1"],
    [["data", "--label", "-1"], "option.label", "whole number"],
  ])("nndl %j", async (argv, code, advice) => {
    const error = await refused(...argv);
    expect(error.code).toBe(code);
    expect(error.message).toContain(advice);
  });
});

test("any arguments at all are read, or refused with a complaint", async () => {
  const words = [
    ...commands.map(({ name }) => name),
    ...["--epochs", "--lr", "--layers", "--schedule", "--optimizer", "--monitor", "--watch", "--seed", "--threads"],
    ...["--out", "--resume", "--limit", "--weights", "--wrong", "--index", "--json", "--debug", "--no-color", "--help"],
    ...[
      "0",
      "-0",
      "1e309",
      "NaN",
      "784-30-10",
      "28x28 conv20x5 dense10",
      "step:10:0.1",
      "test",
      "--",
      "-",
      "",
      "__proto__",
      "--constructor",
      "🙂",
    ],
  ];
  const argv = fc.array(fc.oneof(fc.constantFrom(...words), fc.string()), { maxLength: 6 });
  await fc.assert(
    fc.asyncProperty(argv, async (given) => {
      try {
        await read(...given);
      } catch (error) {
        if (!(error instanceof UsageError || error instanceof NndlError)) throw error;
        expect(error.next).not.toBe("");
      }
    }),
    { numRuns: runs(300) },
  );
});
