import { describe, expect, it } from "vitest";
import { disposeSymbol, disposeSymbolOf } from "./closable.ts";

describe("the name of the method that using calls", () => {
  it("is JavaScript's own where it has one", () => {
    expect(disposeSymbol).toBe(Symbol.dispose);
    expect(disposeSymbolOf(Symbol)).toBe(Symbol.dispose);
  });

  it("is the one of esbuild and Babel where it has none", () => {
    expect(disposeSymbolOf({})).toBe(Symbol.for("Symbol.dispose"));
  });
});
