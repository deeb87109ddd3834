import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isRound, runs } from "../../../../testing/thorough.ts";
import { NndlError } from "../errors.ts";
import { idxFile } from "../testing/idx-file.ts";
import { refusedLater } from "../testing/refused.ts";
import { gunzip } from "./gunzip.ts";
import { idxLength } from "./idx.ts";

const zip = (content: Uint8Array) => Uint8Array.from(gzipSync(content));
const join = (...parts: readonly Uint8Array[]) => Uint8Array.from(parts.flatMap((part) => [...part]));

const refused = (bytes: Uint8Array<ArrayBuffer>, maxBytes?: number) => refusedLater(gunzip(bytes, "file", maxBytes));

/** Bytes that do not compress: a small linear congruential sequence. */
const noise = Uint8Array.from({ length: 5000 }, (_, i) => (Math.imul(i + 1, 2654435761) >>> 13) ^ (i * 7));
const whole = zip(noise);
const images = idxFile(8, [2, 3], [1, 2, 3, 4, 5, 6]);

describe("gunzip", () => {
  it("gives back what was zipped", async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), async (content) => {
        expect(await gunzip(zip(content), "file")).toEqual(Uint8Array.from(content));
      }),
    );
    const large = new Uint8Array(3_000_000).map((_, i) => i >> 8);
    expect(Buffer.compare(await gunzip(zip(large), "file"), large)).toBe(0);
  });

  it("returns bytes that are not gzipped as they are", async () => {
    for (const bytes of [new Uint8Array(), Uint8Array.of(0x1f), Uint8Array.of(0, 0, 8, 1), Uint8Array.of(0x1f, 0x8c)])
      expect(await gunzip(bytes, "file")).toBe(bytes);
  });

  it("reads a member wherever it lies in memory", async () => {
    const larger = join(Uint8Array.of(9, 9, 9), whole, Uint8Array.of(9));
    expect(await gunzip(larger.subarray(3, 3 + whole.length), "file")).toEqual(noise);
  });

  it("unpacks several members, empty ones and such as look like one inside, to one content", async () => {
    const part = fc.uint8Array({ maxLength: 50 });
    const lookalike = fc.constant(Uint8Array.of(0x1f, 0x8b, 8, 0, 1, 2));
    await fc.assert(
      fc.asyncProperty(fc.array(fc.oneof(part, lookalike), { minLength: 2, maxLength: 5 }), async (parts) => {
        // Stored, not compressed: what looks like a member inside stays in sight.
        const members = parts.map((content) => Uint8Array.from(gzipSync(content, { level: 0 })));
        expect(await gunzip(join(...members), "file")).toEqual(join(...parts));
      }),
    );
    expect(await gunzip(join(whole, zip(images)), "file", noise.length + images.length)).toEqual(join(noise, images));
    expect((await refused(join(whole, zip(images)), noise.length + 1)).code).toBe("gzip.huge");
    expect((await refused(join(whole, whole.subarray(0, 1000)))).code).toMatch(/^gzip.(truncated|trailing)$/);
  });

  it("refuses a file that ends early, at any byte", async () => {
    const short = zip(noise.subarray(0, 40));
    for (let length = 2; length < short.length; length++)
      expect((await refused(short.slice(0, length))).code, `cut to ${length}`).toBe("gzip.truncated");
    for (const length of [21, 1000, whole.length - 9, whole.length - 8, whole.length - 1])
      expect((await refused(whole.slice(0, length))).code, `cut to ${length}`).toBe("gzip.truncated");
  });

  it("refuses a wrong checksum, a wrong length and damaged data", async () => {
    for (const place of [whole.length - 8, whole.length - 5, whole.length - 4, whole.length - 1]) {
      const damaged = whole.slice();
      damaged[place]! ^= 1;
      expect((await refused(damaged)).code).toBe("gzip.corrupt");
    }
    const wrongMethod = whole.slice();
    wrongMethod[2] = 7;
    expect((await refused(wrongMethod)).code).toBe("gzip.corrupt");
  });

  it.each([
    ["one byte", Uint8Array.of(10)],
    ["one zero", Uint8Array.of(0)],
    ["padding", new Uint8Array(512)],
    ["text", new TextEncoder().encode("and more")],
    ["the trailer again", whole.slice(-8)],
    ["a second member and more", join(zip(Uint8Array.of(1, 2, 3)), Uint8Array.of(7))],
  ])("refuses %s after the member", async (_name, extra) => {
    expect((await refused(join(whole, extra))).code).toBe("gzip.trailing");
  });

  it("stops a bomb where the beginning of its content says that it ends", async () => {
    const idx = (count: number) => idxFile(0x08, [count, 28, 28], new Uint8Array(5_000_000));
    expect((await refusedLater(gunzip(zip(idx(1)), "file", idxLength))).message).toMatch(/more than 800 bytes/);
    const right = idxFile(0x08, [5, 28, 28], new Uint8Array(5 * 784));
    expect(await gunzip(zip(right), "file", idxLength)).toEqual(right);
    const asked: number[] = [];
    const late = (beginning: Uint8Array) => {
      asked.push(beginning.length);
      return beginning.length < 100_000 ? undefined : 200_000;
    };
    expect((await refusedLater(gunzip(zip(idx(1)), "file", late))).code).toBe("gzip.huge");
    expect(asked.length).toBeGreaterThan(1);
    expect(asked.at(-1)).toBeLessThan(200_000);
    expect((await refusedLater(gunzip(zip(right), "file", () => Number.NaN))).code).toBe("gzip.limit");
    const own = new NndlError("mnist.md5", { problem: "these are other data", next: "Get the right ones." });
    const refusing = () => {
      throw own;
    };
    expect(await refusedLater(gunzip(zip(right), "file", refusing))).toBe(own);
  });

  it.skipIf(isRound)("unpacks no more than 256 MiB of what nobody says the size of", async () => {
    const bomb = Uint8Array.from(gzipSync(new Uint8Array(2 ** 28 + 1)));
    expect(bomb.length).toBeLessThan(300_000);
    const { code, message } = await refusedLater(gunzip(bomb, "file", () => undefined));
    expect([code, message]).toEqual(["gzip.huge", expect.stringMatching(/more than 268435456 bytes/)]);
  });

  it("stops a bomb at its limit", async () => {
    const bomb = zip(new Uint8Array(20_000_000));
    expect(bomb.length).toBeLessThan(30_000);
    expect((await refused(bomb, 1_000_000)).code).toBe("gzip.huge");
    expect((await gunzip(bomb, "file", 20_000_000)).length).toBe(20_000_000);
    for (const limit of [0, -1, NaN, 1.5]) expect((await refused(bomb, limit)).code).toBe("gzip.limit");
  });

  it("throws nothing but its own errors at random bytes and at flipped bits", async () => {
    const small = zip(noise.subarray(0, 60));
    const flipped = fc.nat(small.length * 8 - 1).map((bit) => {
      const copy = small.slice();
      copy[bit >> 3]! ^= 1 << (bit & 7);
      return copy;
    });
    const headed = fc.uint8Array({ maxLength: 60 }).map((bytes) => Uint8Array.from([0x1f, 0x8b, 8, 0, ...bytes]));
    await fc.assert(
      fc.asyncProperty(fc.oneof(flipped, headed), async (bytes) => {
        await gunzip(bytes, "fuzz", 100_000).catch((error: unknown) => expect(error).toBeInstanceOf(NndlError));
      }),
      { numRuns: runs(300) },
    );
  });
});
