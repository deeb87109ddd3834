import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { refused } from "../../testing/refused.ts";
import { EngineMemory } from "./memory.ts";

describe("a session's memory", () => {
  it("gives room that is aligned, zero and nobody else's, whatever was taken and released before", () => {
    const step = fc.oneof(
      fc.record({ take: fc.integer({ min: 0, max: 5000 }) }),
      fc.record({ release: fc.nat({ max: 20 }) }),
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const memory = new EngineMemory(false);
        const before = memory.usedBytes;
        const held: { address: number; bytes: number; mark: number }[] = [];
        steps.forEach((step, i) => {
          if ("take" in step) {
            const address = memory.allocate(step.take, "a test");
            expect(address % 64).toBe(0);
            expect(memory.bytes(address, step.take).every((byte) => byte === 0)).toBe(true);
            memory.bytes(address, step.take).fill(i + 1);
            held.push({ address, bytes: step.take, mark: i + 1 });
          } else if (held.length > 0) {
            const [{ address, bytes, mark }] = held.splice(step.release % held.length, 1);
            expect(memory.bytes(address, bytes).every((byte) => byte === mark)).toBe(true);
            memory.release(address);
          }
          const least = held.reduce((sum, { bytes }) => sum + Math.max(1, Math.ceil(bytes / 64)) * 64, 0);
          expect(memory.usedBytes).toBe(before + least);
        });
        for (const { address, bytes, mark } of held) {
          expect(memory.bytes(address, bytes).every((byte) => byte === mark)).toBe(true);
          memory.release(address);
        }
        expect(memory.usedBytes).toBe(before);
      }),
    );
  });

  it("puts blocks that were released one by one together again", () => {
    const memory = new EngineMemory(false);
    const blocks = Array.from({ length: 6 }, () => memory.allocate(64, "a test"));
    const last = memory.allocate(64, "a test");
    for (const i of [4, 0, 2, 5, 1, 3]) memory.release(blocks[i]);
    expect(memory.allocate(6 * 64, "a test")).toBe(blocks[0]);
    expect(memory.allocate(64, "a test")).toBeGreaterThan(last);
  });

  it("says what there was no room for, and keeps what it has", () => {
    const memory = new EngineMemory(false);
    const used = memory.usedBytes;
    expect(refused(() => memory.allocate(2 ** 32, "the data"))).toMatchObject({
      code: "engine.memory",
      message: expect.stringContaining("4096.0 of them for the data"),
    });
    expect(memory.usedBytes).toBe(used);
    expect(memory.allocate(64, "a test")).toBe(4096);
  });

  it("releases nothing twice", () => {
    const memory = new EngineMemory(false);
    const address = memory.allocate(64, "a test");
    memory.release(address);
    expect(() => memory.release(address)).toThrow(TypeError);
  });
});
