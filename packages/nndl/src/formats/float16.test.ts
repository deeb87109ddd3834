import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Network } from "../network/index.ts";
import golden from "../testing/golden/float16.golden.json" with { type: "json" };
import { fromBfloat16, fromFloat16 } from "./float16.ts";
import { decodeSafetensors } from "./safetensors-reader.ts";
import { sha256Hex } from "./sha256.ts";

const all = Uint16Array.from({ length: 65536 }, (_, i) => i);

/** What the golden numbers take the hash of. */
function hashOf(values: Float32Array): string {
  const bits = new Uint32Array(values.buffer).map((word, i) => (Number.isNaN(values[i]!) ? 0x7fc00000 : word));
  return sha256Hex([new Uint8Array(bits.buffer)]);
}

describe("numbers of 16 bits", () => {
  it("are all what NumPy and PyTorch take them for", () => {
    expect(hashOf(fromFloat16(all))).toBe(golden.every.F16);
    expect(hashOf(fromBfloat16(all))).toBe(golden.every.BF16);
  });

  it("are known where anybody can check", () => {
    const halves = Uint16Array.of(0x3c00, 0xc000, 0x7bff, 0x0001, 0x0400, 0x8000, 0x7c00, 0xfc00, 0x7e00);
    expect([...fromFloat16(halves)]).toEqual([1, -2, 65504, 2 ** -24, 2 ** -14, -0, 1 / 0, -1 / 0, Number.NaN]);
    const brains = Uint16Array.of(0x3f80, 0xc000, 0x4049, 0x0001, 0x8000, 0x7f80, 0x7fc0);
    expect([...fromBfloat16(brains)]).toEqual([1, -2, 3.140625, 2 ** -133, -0, 1 / 0, Number.NaN]);
  });
});

describe("a network's file of such numbers", () => {
  it("is read as safetensors for PyTorch wrote it", () => {
    const net = Network.fromBytes(Uint8Array.from(atob(golden.file), (char) => char.charCodeAt(0)));
    expect([...net.parameters.get("layers.0.weights")!.values]).toEqual(golden.weights);
    expect([...net.parameters.get("layers.0.biases")!.values]).toEqual(golden.biases);
    // It is float32 from here on, and written as such.
    expect(Network.fromBytes(net.toBytes()).sha256()).toBe(net.sha256());
  });

  it("is read wherever its bytes lie", () => {
    const dtype = fc.constantFrom("F16", "BF16");
    fc.assert(
      fc.property(fc.uint16Array({ maxLength: 9 }), dtype, fc.nat({ max: 3 }), (halves, dtype, before) => {
        const header = JSON.stringify({
          a: { dtype: "U8", shape: [before], data_offsets: [0, before] },
          b: { dtype, shape: [halves.length], data_offsets: [before, before + 2 * halves.length] },
        });
        const bytes = new Uint8Array(8 + header.length + before + 2 * halves.length);
        new DataView(bytes.buffer).setBigUint64(0, BigInt(header.length), true);
        bytes.set(new TextEncoder().encode(header), 8);
        bytes.set(new Uint8Array(halves.buffer, halves.byteOffset, halves.byteLength), 8 + header.length + before);
        const { shape, values } = decodeSafetensors(bytes).tensors.get("b")!;
        expect(shape).toEqual([halves.length]);
        expect(values).toEqual(dtype === "F16" ? fromFloat16(halves) : fromBfloat16(halves));
      }),
    );
  });
});
