/** Texts as data: the project's own pages, and what is no text. */
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { Network, network } from "../../network/index.ts";
import { refusedLater } from "../../testing/refused.ts";
import { malformedAt, toUtf8 } from "../../utf8.ts";
import { openSource } from "../open-source.ts";
import { packSource, unpackSource } from "../pack-source.ts";

const page = new Uint8Array(readFileSync(new URL("../../../../../docs/decisions/0035-sequences.md", import.meta.url)));

const open = (bytes: Uint8Array<ArrayBuffer>, more: object = {}) =>
  openSource([{ path: "page.md", read: async () => bytes }], { named: "text", ...more });

describe("a text", () => {
  it("is cut into stretches, each character followed by the next, the last tenth held out", async () => {
    const { training, test, kind } = await open(page, { steps: 30 });
    const characters = Array.from(new TextDecoder().decode(page));
    const alphabet = [...new Set(characters)].sort((a, b) => a.codePointAt(0)! - b.codePointAt(0)!);
    const { preparation } = training;
    expect(kind).toBe("text");
    expect(preparation).toEqual({
      inputs: { kind: "text", alphabet, steps: 30 },
      targets: { kind: "classes", names: alphabet },
    });
    const spelled = (indices: ArrayLike<number>) => Array.from(indices, (index) => alphabet[index]).join("");
    expect(spelled(training.input(1))).toBe(characters.slice(30, 60).join(""));
    expect(spelled(training.labels(1))).toBe(characters.slice(31, 61).join(""));
    const held = characters.length - Math.round(0.1 * characters.length);
    expect(spelled(test!.input(0))).toBe(characters.slice(held, held + 30).join(""));
    expect([training.count, test!.count]).toEqual([
      Math.floor((held - 1) / 30),
      Math.floor((characters.length - held - 1) / 30),
    ]);
  });

  it("is the same when it was packed, and the alphabet travels with a network", async () => {
    const source = await open(page, { steps: 20 });
    const again = unpackSource(new Uint8Array(await new Blob(packSource(source)).arrayBuffer()));
    expect(again.training).toEqual(source.training);
    const size = source.training.targets.kind === "classes" ? source.training.targets.classes : 0;
    const net = network({
      input: [20, 1],
      layers: [
        { type: "embedding", indices: size, size: 2 },
        { type: "dense", units: size, activation: "softmax" },
      ],
    });
    net.preparation = source.training.preparation;
    const { preparation } = Network.fromBytes(net.toBytes());
    expect(preparation).toEqual(source.training.preparation);
    const known = await open(toUtf8("the sequences of the text ".repeat(20)), { preparation });
    expect(known.training.preparation).toEqual(preparation);
    const strange = await refusedLater(open(toUtf8("a text with ß and ж. ".repeat(40)), { preparation }));
    expect([strange.code, /"ß" at place 12.*"ж" at place 18/.test(strange.message)], strange.message).toEqual([
      "text.character",
      true,
    ]);
  });

  it("loses a byte order mark, and may have more characters than a byte tells apart", async () => {
    const marked = await open(toUtf8(`\uFEFF${"abc ".repeat(30)}`), { steps: 5 });
    expect(marked.training.preparation?.inputs).toMatchObject({ alphabet: [" ", "a", "b", "c"] });
    const many = String.fromCodePoint(...Array.from({ length: 300 }, (_, i) => 0x4e00 + i)).repeat(3);
    const { training } = await open(toUtf8(many), { steps: 5 });
    expect([training.features instanceof Float32Array, training.labels(0)[4]]).toEqual([true, 5]);
  });

  it.each<[string, Uint8Array<ArrayBuffer>, object, string, RegExp]>([
    ["a byte that is none of UTF-8", Uint8Array.of(97, 98, 0xff, 99), {}, "text.utf8", /0xff at place 2/],
    ["a character that is cut off", Uint8Array.of(97, 0xe2, 0x82), {}, "text.utf8", /0xe2 at place 1/],
    ["nothing", new Uint8Array(0), {}, "text.short", /no character/],
    ["one character only", toUtf8("aaaaaaaa"), {}, "text.short", /only "a"/],
    ["less than a stretch to test with", toUtf8("abcdefghij".repeat(4)), {}, "text.short", /at most 3/],
    ["no steps", page, { steps: 0 }, "text.steps", /0/],
    ["a network of pictures", page, { preparation: { inputs: { kind: "images" } } }, "text.file", /images/],
  ])("is refused with %s", async (_, bytes, more, code, message) => {
    const error = await refusedLater(open(bytes, more));
    expect([error.code, message.test(error.message)], error.message).toEqual([code, true]);
  });

  it("is one file", async () => {
    const file = { path: "a.txt", read: async () => page };
    expect((await refusedLater(openSource([file, file], { named: "text" }))).code).toBe("text.file");
  });
});

it("the first byte that is no UTF-8 is found where a decoder stumbles", () => {
  for (const [bytes, at] of [
    [[97, 0xc3, 0xa9, 0xc3, 97], 3],
    [[0xed, 0xa0, 0x80], 0],
    [[0xf0, 0x9f, 0x98, 0x80, 0x80], 4],
    [[0xc0, 0x80], 0],
  ] as const)
    expect(malformedAt(Uint8Array.from(bytes))).toBe(at);
  expect(malformedAt(toUtf8("Größe ∂C/∂w 🙂"))).toBeUndefined();
});
