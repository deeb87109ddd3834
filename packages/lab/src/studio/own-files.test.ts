import { NndlError } from "nndl";
import { describe, expect, it } from "vitest";
import { setsOfFiles } from "../training/given-files.ts";
import { spreadOut } from "./decode-images.ts";
import { idxFilesOf, tarOf } from "./idx-folder.ts";
import { type GivenFile, labelOf, sorted } from "./own-files.ts";

const bytes = (...parts: number[]) => Uint8Array.from(parts);
const text = (content: string) => new TextEncoder().encode(content);
const idxImages = bytes(0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 2, 0, 0, 0, 3, ...Array(12).keys());
const idxLabels = bytes(0, 0, 8, 1, 0, 0, 0, 2, 4, 0);
const png = bytes(0x89, 0x50, 0x4e, 0x47, 1, 2, 3);

async function refusal(...files: GivenFile[]): Promise<NndlError> {
  try {
    await sorted(files);
  } catch (error) {
    expect(error).toBeInstanceOf(NndlError);
    return error as NndlError;
  }
  throw new Error("nothing was refused");
}

describe("the reader's files", () => {
  it("are told apart by what is in them, whatever they are called", async () => {
    const packed = new Blob([idxImages]).stream().pipeThrough(new CompressionStream("gzip"));
    const found = await sorted([
      { path: "b", bytes: idxLabels },
      { path: "a", bytes: new Uint8Array(await new Response(packed).arrayBuffer()) },
    ]);
    expect(found).toMatchObject({ kind: "idx", shape: { input: [1, 2, 3], outputs: 5, classes: true } });
    if (found.kind !== "idx") return;
    const { training } = await setsOfFiles(found.files, "mine");
    expect([training.count, training.targetSize]).toEqual([2, 5]);
  });
  it("have a test set when there is one", async () => {
    const files = ["train-images", "t10k-images"].map((path) => ({ path, bytes: idxImages }));
    const labels = ["train-labels", "t10k-labels"].map((path) => ({ path, bytes: idxLabels }));
    const found = await sorted([...files, ...labels]);
    expect(found.kind === "idx" && found.files.testImages).toEqual(idxImages);
    expect(found.kind === "idx" && found.about).toMatch(/2 to test with/);
  });
  it.each([
    ["%PDF-1.7", /PDF document/],
    ["a,b\n1,2\n", /table of text/],
    ["<!doctype html><p>", /web page/],
    ["PK\u0003\u0004zip", /ZIP archive/],
    ["", /empty file/],
    ['{"a": 1}', /JSON file/],
    ["hello there", /text file/],
  ])("that begin with %j are told what they are", async (content, what) => {
    const { code, message } = await refusal({ path: "strange.bin", bytes: text(content) });
    expect(code).toBe("files.kind");
    expect(message).toMatch(what);
    expect(message).toContain("strange.bin");
  });
  it("must be whole sets", async () => {
    expect((await refusal()).code).toBe("files.none");
    expect((await refusal({ path: "a", bytes: idxImages })).message).toMatch(/labels to learn from/);
    expect((await refusal({ path: "a", bytes: idxLabels })).message).toMatch(/images to learn from/);
    const twice = [1, 2].map((i) => ({ path: `images-${i}`, bytes: idxImages }));
    expect((await refusal(...twice, { path: "l", bytes: idxLabels })).message).toMatch(/images-1, images-2/);
  });
  it("that are images have the classes of their folders or names", async () => {
    expect(["pets/cat/1.png", "cat-1.png", "7_03.png", "dog (2).jpeg", "all/cat12.png"].map(labelOf)).toEqual([
      "cat",
      "cat",
      "7",
      "dog",
      "cat",
    ]);
    const found = await sorted(["cat-1.png", "dog-1.png", "cat-2.png"].map((path) => ({ path, bytes: png })));
    expect(found).toMatchObject({ kind: "images", names: ["cat", "dog"] });
    expect((await refusal({ path: "cat-1.png", bytes: png })).code).toBe("files.labels");
  });
  it("that are images are spread out, so that the last ones are of every class", () => {
    const images = [
      ...Array.from({ length: 12 }, (_, i) => ({ label: "a", path: `a${i}` })),
      ...Array.from({ length: 6 }, (_, i) => ({ label: "b", path: `b${i}` })),
    ];
    const labels = spreadOut(images).map(({ label }) => label);
    expect(labels.slice(-3).sort()).toEqual(["a", "a", "b"]);
    expect(spreadOut([...images].reverse())).toEqual(spreadOut(images));
  });
});

it("a tar has whole blocks, and ends with two that are empty", () => {
  const files = idxFilesOf(
    {
      indices: Uint32Array.of(0, 1),
      labels: Int32Array.of(1, 0),
      values: new Float32Array(0),
      shape: [2],
      features: Float32Array.of(1, 2, 3, 4),
      scale: 1,
    },
    "train",
  );
  const tar = tarOf("points", files);
  expect(tar.length % 512).toBe(0);
  expect(tar.subarray(-1024).every((byte) => byte === 0)).toBe(true);
  expect(tarOf("points", files)).toEqual(tar);
});
