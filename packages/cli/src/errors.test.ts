import { NndlError } from "nndl";
import { describe, expect, test } from "vitest";
import { exitCodeOf, showError } from "./errors.ts";
import { fakeScreen } from "./testing/fake-screen.ts";
import { UsageError } from "./usage-error.ts";

const parts = { received: "-3", expected: "units must be a positive integer", next: "Give 1 or more." };

function shown(error: unknown, flags = { json: false, debug: false }, isTTY = false): string {
  const screen = fakeScreen({ isTTY, columns: 40 });
  showError(error, screen, flags);
  return screen.text();
}

describe("what was asked wrongly", () => {
  const error = new NndlError("layer.units", parts);

  test("ends with exit code 2, and is one paragraph", () => {
    expect(exitCodeOf(error)).toBe(2);
    expect(exitCodeOf(new UsageError("usage.command", parts))).toBe(2);
    expect(shown(error)).toBe("Error: units must be a positive integer, received -3. Give 1 or more.\n");
  });

  test("is wrapped, and its first word red, on a terminal", () => {
    const text = shown(error, undefined, true);
    expect(text).toBe(
      "\x1b[31m\x1b[1mError:\x1b[22m\x1b[39m units must be a positive integer,\nreceived -3. Give 1 or more.\n",
    );
  });

  test("is an object for a program", () => {
    const { error: read } = JSON.parse(shown(error, { json: true, debug: false })) as { error: object };
    expect(read).toEqual({ code: "layer.units", message: error.message, problem: error.problem, ...parts });
    const state = new NndlError("session.closed", { problem: "this session is closed", next: "Open another." });
    const { error: closed } = JSON.parse(shown(state, { json: true, debug: false })) as { error: object };
    const { message, code, problem, next } = state;
    expect(closed).toEqual({ code, message, problem, next });
  });

  test("shows a place in a text in lines of its own, wherever it goes", () => {
    const message =
      "a formula must go on here, received nothing at the end:\n  x +\n     ^\nWrite the rest of it, please.";
    const pointing = Object.assign(new NndlError("formula.syntax", parts), { position: 3, message });
    expect(shown(pointing)).toBe(`Error: ${message}\n`);
    expect(shown(pointing, undefined, true)).toContain(
      "nothing at the end:\n  x +\n     ^\nWrite the rest of it, please.\n",
    );
    expect(JSON.parse(shown(pointing, { json: true, debug: false }))).toMatchObject({ error: { position: 3 } });
    pointing.message = "\x1b[2J\n  x";
    expect(shown(pointing)).not.toContain("\x1b");
  });

  test("cannot draw on the terminal", () => {
    const nasty = new UsageError("usage", { ...parts, received: "\x1b[2J\n\nhm" });
    expect(shown(nasty)).not.toContain("\x1b");
    expect(shown(nasty).trimEnd()).not.toContain("\n");
  });
});

describe("what went wrong by itself", () => {
  test.each(["training.diverged", "file.write", "worker.failed", "engine.worker"] as const)(
    "%s ends with exit code 1",
    (code) => {
      expect(exitCodeOf(new NndlError(code, parts))).toBe(1);
    },
  );

  test("an unexpected error ends with exit code 1, and its stack is for --debug", () => {
    const error = new TypeError("x is not a function", { cause: new Error("the reason") });
    expect(exitCodeOf(error)).toBe(1);
    expect(shown(error)).toBe(
      "Error: nndl failed unexpectedly: x is not a function (--debug shows where in the code.)\n",
    );
    expect(shown(error, { json: false, debug: true })).toContain("errors.test.ts");
    expect(shown(error, { json: false, debug: true })).toContain("caused by Error: the reason");
    expect(JSON.parse(shown(error, { json: true, debug: false }))).toEqual({
      error: { code: "unexpected", message: error.message },
    });
    expect(exitCodeOf("a string")).toBe(1);
    expect(shown("a string")).toContain("a string");
  });
});
