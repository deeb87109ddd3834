import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { runs } from "../../../../testing/thorough.ts";
import { NndlError } from "../errors.ts";
import { refused } from "../testing/refused.ts";
import type { TensorValues } from "./dtypes.ts";
import { encodeSafetensors, type Tensor } from "./safetensors.ts";
import { decodeSafetensors } from "./safetensors-reader.ts";

/** A file with any header text and data, whether they fit or not. */
function file(header: string, data: ArrayLike<number> = [], declared?: bigint): Uint8Array {
  const text = new TextEncoder().encode(header);
  const bytes = new Uint8Array(8 + text.length + data.length);
  new DataView(bytes.buffer).setBigUint64(0, declared ?? BigInt(text.length), true);
  bytes.set(text, 8);
  bytes.set(data, 8 + text.length);
  return bytes;
}

const entry = (dtype: string, shape: string, offsets: string) =>
  `{"dtype":"${dtype}","shape":${shape},"data_offsets":${offsets}}`;

const bytesOf = ({ buffer, byteOffset, byteLength }: TensorValues) => new Uint8Array(buffer, byteOffset, byteLength);

const numbers: fc.Arbitrary<TensorValues> = fc.oneof(
  fc.float32Array(),
  fc.float64Array(),
  fc.int8Array(),
  fc.uint8Array(),
  fc.int16Array(),
  fc.uint16Array(),
  fc.int32Array(),
  fc.uint32Array(),
  fc.bigInt64Array(),
  fc.bigUint64Array(),
);
const name = fc.oneof(fc.string(), fc.constantFrom("__proto__", "constructor", "1", "0", "", "größe", '"', "\u0000"));
const content = fc.record({
  tensors: fc
    .uniqueArray(fc.tuple(name, numbers), { selector: ([key]) => key, maxLength: 6 })
    .map(
      (entries) => new Map(entries.map(([key, values]): [string, Tensor] => [key, { shape: [values.length], values }])),
    ),
  metadata: fc.uniqueArray(fc.tuple(name, fc.string()), { selector: ([key]) => key, maxLength: 4 }).map((entries) =>
    entries.reduce(
      (table, [key, value]) => {
        table[key] = value;
        return table;
      },
      Object.create(null) as Record<string, string>,
    ),
  ),
});

describe("encodeSafetensors", () => {
  it("writes the published layout, byte for byte", () => {
    const tensors = new Map([["b", { shape: [2, 1], values: Float32Array.of(1, -2) }]]);
    const bytes = encodeSafetensors(tensors, { k: "v" });
    const header = '{"__metadata__":{"k":"v"},"b":{"dtype":"F32","shape":[2,1],"data_offsets":[0,8]}}';
    const padded = header.padEnd(88, " ");
    expect(Buffer.from(bytes).toString("latin1")).toBe(`\x58\0\0\0\0\0\0\0${padded}\x00\x00\x80\x3f\x00\x00\x00\xc0`);
  });

  it("gives equal bytes for equal content in any order", () => {
    const tensors: [string, Tensor][] = [
      ["z", { shape: [1], values: Float64Array.of(1) }],
      ["a", { shape: [3], values: Uint8Array.of(1, 2, 3) }],
      ["b", { shape: [], values: Float32Array.of(1) }],
    ];
    const one = encodeSafetensors(new Map(tensors), { x: "1", a: "2" });
    const other = encodeSafetensors(new Map(tensors.toReversed()), { a: "2", x: "1" });
    expect(other).toEqual(one);
    expect([...decodeSafetensors(one).tensors.keys()]).toEqual(["z", "b", "a"]);
  });

  it("lets every number lie on a multiple of its own size", () => {
    fc.assert(
      fc.property(content, ({ tensors, metadata }) => {
        const bytes = encodeSafetensors(tensors, metadata);
        const length = new DataView(bytes.buffer).getUint32(0, true);
        expect(length % 8).toBe(0);
        const header = JSON.parse(new TextDecoder().decode(bytes.subarray(8, 8 + length))) as Record<string, never>;
        for (const [key, { data_offsets }] of Object.entries<{ data_offsets: number[] }>(header)) {
          const size = tensors.get(key)?.values.BYTES_PER_ELEMENT;
          if (key !== "__metadata__" && size !== undefined) expect(data_offsets[0]! % size).toBe(0);
        }
      }),
    );
  });

  const one = Float32Array.of(1);
  it.each<[string, string, [unknown, unknown?]]>([
    ["an object in the place of a Map", "tensors", [{ a: { shape: [1], values: one } }]],
    ["the reserved name", "name", [new Map([["__metadata__", { shape: [1], values: one }]])]],
    ["a name that is a number", "name", [new Map([[1, { shape: [1], values: one }]])]],
    ["plain numbers", "dtype", [new Map([["a", { shape: [1], values: [1] }]])]],
    ["a shape that does not fit", "shape", [new Map([["a", { shape: [2], values: one }]])]],
    ["a fractional shape", "shape", [new Map([["a", { shape: [2, 0.5], values: one }]])]],
    ["a negative shape", "shape", [new Map([["a", { shape: [-1, -1], values: one }]])]],
    ["no shape", "shape", [new Map([["a", { values: one }]])]],
    ["metadata that is no string", "metadata", [new Map(), { seed: 1 }]],
    ["metadata that is no object", "metadata", [new Map(), ["a"]]],
    ["half of a surrogate pair in a name", "name", [new Map([["a\ud800", { shape: [1], values: one }]])]],
    ["half of a surrogate pair in metadata", "metadata", [new Map(), { a: "\udc00b" }]],
    ["half of a surrogate pair in a key of metadata", "metadata", [new Map(), { "\udc00": "b" }]],
    [
      "a shape that is 0 only after an overflow",
      "shape",
      [new Map([["a", { shape: [2 ** 52, 2 ** 52, 0], values: new Float32Array(0) }]])],
    ],
    ["a header beyond 100 MB", "header-size", [new Map(), { a: "x".repeat(100_000_000) }]],
  ])("refuses %s", (_name, code, [tensors, metadata]) => {
    const act = () => encodeSafetensors(tensors as Map<string, Tensor>, metadata as Record<string, string>);
    expect(refused(act).code).toBe(`safetensors.${code}`);
  });
});

describe("decodeSafetensors", () => {
  it("gives back every byte that was encoded, wherever the file lies in memory", () => {
    fc.assert(
      fc.property(content, fc.nat(9), ({ tensors, metadata }, offset) => {
        const encoded = encodeSafetensors(tensors, metadata);
        const memory = new Uint8Array(offset + encoded.length);
        memory.set(encoded, offset);
        const decoded = decodeSafetensors(memory.subarray(offset));
        expect(decoded.metadata).toEqual(metadata);
        expect([...decoded.tensors.keys()].sort()).toEqual([...tensors.keys()].sort());
        for (const [key, { shape, values }] of tensors) {
          const read = decoded.tensors.get(key)!;
          expect(read.shape).toEqual(shape);
          expect(read.values.constructor).toBe(values.constructor);
          expect(bytesOf(read.values)).toEqual(bytesOf(values));
        }
        expect(encodeSafetensors(decoded.tensors, decoded.metadata)).toEqual(encoded);
      }),
    );
  });

  it("reads a file whose tensors stand in another order than their bytes, and unpadded", () => {
    const header = `{"late":${entry("U8", "[1]", "[2,3]")},"empty":${entry("F32", "[0,5]", "[2,2]")},"early":${entry("I16", "[]", "[0,2]")}}`;
    const { tensors, metadata } = decodeSafetensors(file(header, [255, 255, 7]));
    expect([...tensors].map(([key, { values }]) => [key, ...values])).toEqual([["late", 7], ["empty"], ["early", -1]]);
    expect(metadata).toEqual({});
    expect(decodeSafetensors(file("{}")).tensors.size).toBe(0);
  });

  it("takes __proto__ for a name like any other", () => {
    const header = `{"__metadata__":{"__proto__":"x"},"__proto__":${entry("U8", "[1]", "[0,1]")}}`;
    const { tensors, metadata } = decodeSafetensors(file(header, [5]));
    expect([...tensors.get("__proto__")!.values]).toEqual([5]);
    expect(Object.keys(metadata)).toEqual(["__proto__"]);
    expect(Object.hasOwn(Object.prototype, "x")).toBe(false);
  });

  const a = (offsets: string) => `"a":${entry("U8", "[2]", offsets)}`;
  const b = (offsets: string) => `"b":${entry("U8", "[2]", offsets)}`;
  it.each<[string, string, Uint8Array]>([
    ["an empty file", "truncated", new Uint8Array()],
    ["seven bytes", "truncated", new Uint8Array(7)],
    ["a header longer than the file", "truncated", file("{}", [], 3n)],
    ["a header beyond 100 MB", "header-size", file("{}", [], 100_000_001n)],
    ["a header of 2^64 - 1 bytes", "header-size", file("{}", [], 2n ** 64n - 1n)],
    ["no header", "header", file("", [], 0n)],
    ["a header that begins with a space", "header", file(" {}")],
    ["a header that begins with a byte order mark", "header", file("\ufeff{}")],
    ["a header that is an array", "header", file("[]")],
    ["a header that is not JSON", "header", file("{]")],
    [
      "a header that is not UTF-8",
      "header",
      (() => {
        const bytes = file('{"?":1}');
        bytes[10] = 0xff;
        return bytes;
      })(),
    ],
    ["text after the header", "header", file("{} {}")],
    ["zeros for padding", "header", file("{}\0\0")],
    ["endless nesting", "header", file(`{"a":${"[".repeat(1_000_000)}`)],
    ["a tensor twice", "header", file(`{${a("[0,2]")},${a("[0,2]")}}`, [1, 2])],
    [
      "a tensor twice, once escaped",
      "header",
      file(`{${a("[0,2]")},"\\u0061":${entry("U8", "[2]", "[2,4]")}}`, [1, 2, 3, 4]),
    ],
    ["a field twice", "header", file('{"a":{"dtype":"U8","dtype":"U8","shape":[0],"data_offsets":[0,0]}}')],
    ["metadata twice", "header", file('{"__metadata__":{},"__metadata__":{}}')],
    ["a tensor that is no object", "header", file('{"a":1}')],
    ["a missing field", "header", file('{"a":{"dtype":"U8","shape":[0]}}')],
    ["an unknown field", "header", file('{"a":{"dtype":"U8","shape":[0],"data_offsets":[0,0],"x":1}}')],
    ["another field", "header", file('{"a":{"dtype":"U8","shape":[0],"offsets":[0,0]}}')],
    ["metadata that is no object", "metadata", file('{"__metadata__":"x"}')],
    ["metadata that is no string", "metadata", file('{"__metadata__":{"a":1}}')],
    ["metadata that is null", "metadata", file('{"__metadata__":null}')],
    ["numbers of 8 bits", "dtype", file(`{"a":${entry("F8_E4M3", "[1]", "[0,1]")}}`, [0])],
    ["a dtype that is no name", "dtype", file('{"a":{"dtype":1,"shape":[0],"data_offsets":[0,0]}}')],
    ["a negative dimension", "shape", file(`{"a":${entry("U8", "[-1]", "[0,0]")}}`)],
    ["a fractional dimension", "shape", file(`{"a":${entry("U8", "[0.5]", "[0,0]")}}`)],
    ["a shape that is no list", "shape", file(`{"a":${entry("U8", "2", "[0,2]")}}`, [1, 2])],
    ["a shape beyond memory", "shape", file(`{"a":${entry("U8", "[4294967296,4294967296]", "[0,0]")}}`)],
    [
      "a shape that is 0 only after an overflow",
      "shape",
      file(`{"a":${entry("U8", "[4294967296,4294967296,0]", "[0,0]")}}`),
    ],
    ["a shape with a fraction of zeros", "header", file(`{"a":${entry("U8", "[2.0]", "[0,2]")}}`, [1, 2])],
    ["a shape with an exponent", "header", file(`{"a":${entry("U8", "[2e0]", "[0,2]")}}`, [1, 2])],
    ["a shape with -0", "header", file(`{"a":${entry("U8", "[-0]", "[0,0]")}}`)],
    ["offsets with a fraction of zeros", "header", file(`{"a":${entry("U8", "[2]", "[0.0,2]")}}`, [1, 2])],
    ["half of a surrogate pair in a name", "header", file(`{"\\ud800":${entry("U8", "[2]", "[0,2]")}}`, [1, 2])],
    ["half of a surrogate pair in metadata", "header", file('{"__metadata__":{"a":"\\udfff"}}')],
    ["offsets that are no pair", "offsets", file(`{"a":${entry("U8", "[2]", "[0,2,4]")}}`, [1, 2])],
    ["offsets that run backwards", "offsets", file(`{"a":${entry("U8", "[2]", "[2,0]")}}`, [1, 2])],
    ["offsets that are negative", "offsets", file(`{"a":${entry("U8", "[2]", "[-2,0]")}}`, [1, 2])],
    ["offsets that do not fit the shape", "offsets", file(`{"a":${entry("F32", "[2]", "[0,2]")}}`, [1, 2])],
    ["tensors that overlap", "overlap", file(`{${a("[0,2]")},${b("[1,3]")}}`, [1, 2, 3])],
    ["tensors in the same place", "overlap", file(`{${a("[0,2]")},${b("[0,2]")}}`, [1, 2])],
    ["a hole between tensors", "hole", file(`{${a("[0,2]")},${b("[3,5]")}}`, [1, 2, 3, 4, 5])],
    ["a hole before the first", "hole", file(`{${a("[1,3]")}}`, [1, 2, 3])],
    ["missing data", "truncated", file(`{${a("[0,2]")}}`, [1])],
    ["data left over", "trailing", file(`{${a("[0,2]")}}`, [1, 2, 3])],
    ["data without tensors", "trailing", file("{}", [1])],
    ["what is no Uint8Array", "bytes", "text" as unknown as Uint8Array],
  ])("refuses %s", (_name, code, bytes) => {
    expect(refused(() => decodeSafetensors(bytes)).code).toBe(`safetensors.${code}`);
  });

  it("refuses a valid file cut at every byte, and with any byte appended", () => {
    const tensors = new Map<string, Tensor>([
      ["weights", { shape: [2, 2], values: Float32Array.of(1, 2, 3, 4) }],
      ["biases", { shape: [2], values: Float64Array.of(5, 6) }],
    ]);
    const whole = encodeSafetensors(tensors, { seed: "1" });
    for (let length = 0; length < whole.length; length++) refused(() => decodeSafetensors(whole.subarray(0, length)));
    expect(refused(() => decodeSafetensors(Uint8Array.from([...whole, 0]))).code).toBe("safetensors.trailing");
  });

  it("reads what lies anywhere in a Node Buffer, as reading a file gives it", () => {
    const tensors = new Map([["a", { shape: [3], values: Float32Array.of(1, 2, 3) }]]);
    const whole = encodeSafetensors(tensors);
    const pool = Buffer.alloc(whole.length + 100, 7);
    pool.set(whole, 13);
    expect(decodeSafetensors(pool.subarray(13, 13 + whole.length)).tensors).toEqual(tensors);
  });

  it("throws nothing but its own errors at flipped bits and random headers", () => {
    const whole = encodeSafetensors(new Map([["a", { shape: [2], values: Float32Array.of(1, 2) }]]), { k: "v" });
    const flipped = fc.nat(whole.length * 8 - 1).map((bit) => {
      const copy = whole.slice();
      copy[bit >> 3]! ^= 1 << (bit & 7);
      return copy;
    });
    const random = fc.json().map((text) => file(text));
    const nearly = fc.jsonValue().map((value) => file(JSON.stringify({ a: value, __metadata__: value })));
    fc.assert(
      fc.property(fc.oneof(flipped, random, nearly, fc.uint8Array()), (bytes) => {
        try {
          decodeSafetensors(bytes);
        } catch (error) {
          expect(error).toBeInstanceOf(NndlError);
        }
      }),
      { numRuns: runs(3000) },
    );
  });
});
