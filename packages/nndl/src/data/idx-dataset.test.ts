import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { runs } from "../../../../testing/thorough.ts";
import { NndlError } from "../errors.ts";
import { idxFile } from "../testing/idx-file.ts";
import { refusedLater } from "../testing/refused.ts";
import { idxDataset } from "./idx-dataset.ts";
import { idxDirectory } from "./idx-directory.ts";

const refused = (act: () => unknown) => refusedLater(Promise.resolve().then(act));

const images = idxFile(8, [3, 2, 2], [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 255]);
const labels = idxFile(8, [3], [1, 0, 6]);

describe("idxDataset", () => {
  it("reads grey images without copying them", () => {
    const data = idxDataset(images, labels, { name: "tiny" });
    expect([data.name, data.count, data.shape, data.targetSize]).toEqual(["tiny", 3, [1, 2, 2], 7]);
    expect(data.features.buffer).toBe(images.buffer);
    expect(data.input(2)[3]).toBe(255 / 256);
    expect(idxDataset(images, labels, { classes: 10, scale: 1 }).input(2)[3]).toBe(255);
  });

  it("reads colour images, plain features, floats and float targets", () => {
    expect(idxDataset(idxFile(8, [1, 3, 2, 1], new Uint8Array(6)), idxFile(8, [1], [0])).shape).toEqual([3, 2, 1]);
    expect(idxDataset(idxFile(8, [1, 6], new Uint8Array(6)), idxFile(8, [1], [0])).shape).toEqual([6]);
    const floats = idxFile(0x0d, [1, 2], [0x3f, 0xc0, 0, 0, 0xbf, 0x80, 0, 0]);
    expect([...idxDataset(floats, idxFile(0x0c, [1], [0, 0, 1, 44])).input(0)]).toEqual([1.5, -1]);
    expect(idxDataset(floats, idxFile(0x0c, [1], [0, 0, 1, 44])).label(0)).toBe(300);
    const halves = [0x3f, 0, 0, 0, 0x3f, 0, 0, 0, 0x3f, 0, 0, 0];
    expect([...idxDataset(images.slice(), idxFile(0x0d, [3, 1], halves)).target(0)]).toEqual([0.5]);
  });

  it.each<[string, string, () => unknown]>([
    ["labels for other images", "dataset.length", () => idxDataset(images, idxFile(8, [2], [0, 1]))],
    ["exchanged files", "idx.images", () => idxDataset(labels, images)],
    ["labels that are images", "idx.labels", () => idxDataset(images, images)],
    ["a label beyond the classes", "dataset.labels", () => idxDataset(images, labels, { classes: 6 })],
    ["a negative label", "dataset.labels", () => idxDataset(images, idxFile(9, [3], [0, 255, 0]))],
    [
      "features that are NaN",
      "dataset.features",
      () => idxDataset(idxFile(0x0d, [1, 1], [127, 255, 0, 0]), idxFile(8, [1], [0])),
    ],
    ["truncated images", "idx.truncated", () => idxDataset(images.slice(0, -1), labels)],
  ])("refuses %s", async (_name, code, act) => {
    expect((await refused(act)).code).toBe(code);
  });

  it("throws nothing but its own errors at flipped bits and cuts in either file", () => {
    const damage = (file: Uint8Array) =>
      fc.record({ bit: fc.nat(file.length * 8 - 1), length: fc.nat(2 * file.length) }).map(({ bit, length }) => {
        const copy = file.slice(0, length);
        if (bit >> 3 < copy.length) copy[bit >> 3]! ^= 1 << (bit & 7);
        return copy;
      });
    fc.assert(
      fc.property(damage(images), damage(labels), (a, b) => {
        try {
          idxDataset(a, b);
        } catch (error) {
          expect(error).toBeInstanceOf(NndlError);
        }
      }),
      { numRuns: runs(1000) },
    );
  });
});

describe("idxDirectory", () => {
  const more = idxFile(8, [3], [9, 0, 0]);
  let base: string;
  let server: Server;
  let url: string;
  const write = async (name: string, files: Record<string, Uint8Array>) => {
    await mkdir(join(base, name));
    for (const [file, bytes] of Object.entries(files)) await writeFile(join(base, name, file), bytes);
    return join(base, name);
  };

  beforeAll(async () => {
    base = await mkdtemp(join(tmpdir(), "nndl-idx-"));
    const files: Record<string, Uint8Array> = {
      "/zipped/train-images-idx3-ubyte.gz": gzipSync(images),
      "/zipped/train-labels-idx1-ubyte.gz": gzipSync(labels),
      "/zipped/t10k-images-idx3-ubyte": images,
      "/zipped/t10k-labels-idx1-ubyte": more,
      "/broken/train-images-idx3-ubyte.gz": gzipSync(images).subarray(0, 25),
      "/broken/train-labels-idx1-ubyte.gz": gzipSync(labels),
      "/broken/t10k-images-idx3-ubyte": images,
      "/broken/t10k-labels-idx1-ubyte": more,
    };
    server = createServer((request, response) => {
      const path = request.url ?? "";
      // As a development server does: a page, and success, for whatever is not there.
      response.statusCode = path.startsWith("/gone") ? 404 : 200;
      response.end(files[path] ?? "<!doctype html>");
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(async () => {
    server.close();
    await rm(base, { recursive: true });
  });

  it("finds the files by how their names begin, raw or gzipped, and counts the classes of both parts", async () => {
    const from = await write("mixed", {
      "train-images-idx3-ubyte.gz": gzipSync(images),
      "train-labels.idx1-ubyte": labels,
      "test-images-idx3-ubyte": images,
      "test-labels-idx1-ubyte.gz": gzipSync(more),
      "readme.txt": new Uint8Array(1),
    });
    const { training, test } = await idxDirectory(`${from}/`);
    expect([training.targetSize, test.targetSize]).toEqual([10, 10]);
    expect([training.label(2), test.label(0), test.shape]).toEqual([6, 9, [1, 2, 2]]);
    expect((await idxDirectory(from, { classes: 12 })).training.targetSize).toBe(12);
  });

  it("fetches them from under a URL, gzipped or raw", async () => {
    const { training, test } = await idxDirectory(`${url}/zipped/`);
    expect([training.label(2), test.label(0)]).toEqual([6, 9]);
  });

  it("says what is missing", async () => {
    const empty = await write("empty", {});
    expect((await refused(() => idxDirectory(empty))).problem).toMatch(/: it is empty$/);
    const partial = await write("partial", { "train-images-idx3-ubyte": images });
    const error = await refused(() => idxDirectory(partial));
    expect(error.code).toBe("idx.missing");
    expect(error.message).toContain("train-labels");
    expect((await refused(() => idxDirectory(join(base, "nowhere")))).code).toBe("idx.directory");
    expect((await refused(() => idxDirectory(""))).code).toBe("idx.directory");
    expect((await refused(() => idxDirectory(undefined as unknown as string))).code).toBe("idx.directory");
    expect((await refused(() => idxDirectory(`${url}/gone`))).problem).toMatch(/: HTTP status 404$/);
    expect((await refused(() => idxDirectory(`${url}/page`))).code).toBe("idx.missing");
    expect((await refused(() => idxDirectory(`${url}/broken`))).code).toBe("gzip.truncated");
  });
});
