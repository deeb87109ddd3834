import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { dense } from "../layers/index.ts";
import { network } from "../network/index.ts";
import { Network } from "../network/network.ts";
import { refused } from "../testing/refused.ts";
import { kindOfFile } from "./file-kinds.ts";

const bytes = (...parts: readonly (string | readonly number[])[]) =>
  Uint8Array.from(parts.flatMap((part) => (typeof part === "string" ? [...part].map((c) => c.charCodeAt(0)) : part)));
const zip = (name: string) => bytes("PK\x03\x04", new Array(26).fill(0), name, new Array(200).fill(7));

const files: readonly (readonly [words: string, content: Uint8Array])[] = [
  ["PNG", bytes([0x89], "PNG\r\n\x1a\n", new Array(40).fill(1))],
  ["JPEG", bytes([0xff, 0xd8, 0xff, 0xe0], new Array(40).fill(1))],
  ["gzipped", bytes([0x1f, 0x8b, 8, 0], new Array(40).fill(1))],
  ["Keras", bytes([0x89], "HDF\r\n\x1a\n", new Array(40).fill(0))],
  ["NumPy array", bytes([0x93], "NUMPY\x01\x00")],
  ["PyTorch file", zip("archive/data.pkl")],
  ["NumPy arrays", zip("x_train.npy")],
  ["ZIP archive", zip("readme.txt")],
  ["pickle", bytes([0x80, 2], "}q\x00.")],
  ["ONNX", bytes([8, 7, 18, 7], "pytorch", [26, 3], "2.1")],
  ["web page", bytes("<!DOCTYPE html><html>")],
  ["IDX", bytes([0, 0, 8, 3, 0, 0, 0, 1])],
  ["empty", bytes()],
];

describe("a file that is no network", () => {
  it.each(files)("is called what it is: %s", (words, content) => {
    expect(kindOfFile(content)).toContain(words);
    const error = refused(() => Network.fromBytes(content, "the file"));
    expect([error.code, error.message]).toEqual(["network.file", expect.stringContaining(words)]);
    expect(error.message).toContain("the file");
  });

  it("is not guessed at, and no network is taken for another thing", () => {
    expect(kindOfFile(bytes("hello"))).toBeUndefined();
    const net = network({ input: [2], layers: [dense(1)], cost: "quadratic" });
    for (const format of ["safetensors", "book-json"] as const) expect(kindOfFile(net.toBytes(format))).toBeUndefined();
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), (content) => {
        expect(["string", "undefined"]).toContain(typeof kindOfFile(content));
      }),
    );
  });
});

describe("JSON with a byte-order mark", () => {
  it("is read as without", () => {
    const net = network({ input: [2], layers: [dense(1)], cost: "quadratic" });
    const plain = net.toBytes("book-json");
    const marked = Uint8Array.from([0xef, 0xbb, 0xbf, ...plain]);
    expect(Network.fromBytes(marked).sha256()).toBe(Network.fromBytes(plain).sha256());
  });
});
