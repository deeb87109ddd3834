import { describe, expect, it } from "vitest";
import { complaintAbout, counted, NndlError } from "./errors.ts";

const value = new NndlError("layer.units", { received: "-3", expected: "units must be positive", next: "Give 10." });
const state = new NndlError("session.closed", { problem: "this session is closed", next: "Open another." });

describe("NndlError", () => {
  it("tells of a value what was expected, what was received and what to do", () => {
    expect(value.message).toBe("units must be positive, received -3. Give 10.");
    expect(value).toMatchObject({ code: "layer.units", received: "-3", expected: "units must be positive" });
    expect(value).toMatchObject({ problem: "units must be positive, received -3", next: "Give 10." });
  });

  it("tells of a state what happened and what to do, and receives nothing", () => {
    expect(state.message).toBe("this session is closed. Open another.");
    expect(state).toMatchObject({ problem: "this session is closed", next: "Open another." });
    expect([state.received, state.expected]).toEqual([undefined, undefined]);
  });

  it("has a code that is registered, or does not compile", () => {
    // @ts-expect-error the code is misspelt
    new NndlError("layer.unit", { problem: "there is no such code", next: "Register it in error-codes.ts." });
    // @ts-expect-error a prefix is no code
    new NndlError("idx", { problem: "there is no such code", next: "Register it in error-codes.ts." });
  });

  it("can be said of something by name, whichever it is", () => {
    const [ofValue, ofState] = [value, state].map(
      (error) => new NndlError(error.code, complaintAbout("a.json", error)),
    );
    expect(ofValue!.message).toBe("a.json: units must be positive, received -3. Give 10.");
    expect(ofValue!.received).toBe("-3");
    expect(ofState!.message).toBe("a.json: this session is closed. Open another.");
  });
});

it.each([
  [0, "0 classes"],
  [1, "1 class"],
  [2, "2 classes"],
])("says %i as %s", (count, text) => expect(counted(count, "class", "classes")).toBe(text));
