/** Every link from one page of the build to another leads somewhere, to the very place on it. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { build, paths } from "./good-to-read.ts";

const base = "http://site/";
const texts = new Map(paths.map((path) => [path, readFileSync(join(build, path, "index.html"), "utf8")]));
const idsOf = (text: string) => new Set([...text.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id));
const ids = new Map([...texts].map(([path, text]) => [path, idsOf(text)]));

describe.each(paths)("the links of /%s", (path) => {
  it("lead somewhere", () => {
    const broken = [...texts.get(path)!.matchAll(/<a\b[^>]*? href="([^"]+)"/g)]
      .map(([, href]) => new URL(href!.replaceAll("&amp;", "&"), base + path))
      .filter(({ origin }) => origin === new URL(base).origin)
      .filter(({ pathname, hash }) => {
        const target = decodeURIComponent(pathname.slice(1));
        if (!texts.has(target)) return !existsSync(join(build, target)) || target.endsWith("/");
        // What a figure or the studio reads of an address is no place on its page.
        const isPlace = hash !== "" && !/^#?(studio\/|figures\/|embed\/|class\/)/.test(target);
        return isPlace && !ids.get(target)!.has(decodeURIComponent(hash.slice(1)));
      })
      .map(({ pathname, hash }) => pathname + hash);
    expect(broken).toEqual([]);
  });
});

describe("the reference", () => {
  it("has every public name with its declaration, and examples where there are any", () => {
    const text = texts.get("api/nndl/")!;
    for (const name of ["train", "dense", "mnist", "Network", "TrainOptions", "EpochEvent"])
      expect(ids.get("api/nndl/")!.has(name), name).toBe(true);
    expect(text).toMatch(/function dense.*?\(units: number/);
    expect(text).toMatch(/Throws (<!---->)?NndlError/);
    expect(ids.get("api/universality/")!.has("bumpNetwork")).toBe(true);
  });
});
