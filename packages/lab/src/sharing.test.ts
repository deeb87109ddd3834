import { expect, it } from "vitest";
import { sharingOf, siteFrom } from "./sharing.ts";

const page = { path: "chapter-1/", title: "1 · Reading", description: "About it." };

it("says title and description, and no address that nobody has given", () => {
  const { tags, canonical } = sharingOf(page);
  expect(Object.fromEntries(tags)).toEqual({
    "og:site_name": "nndl lab",
    "og:type": "article",
    "og:title": "1 · Reading",
    "og:description": "About it.",
  });
  expect(canonical).toBeUndefined();
});

it("says where the page is and shows the picture where the site's address is known", () => {
  const site = siteFrom("https://example.org/lab");
  expect(Object.fromEntries(sharingOf(page, site).tags)).toMatchObject({
    "og:url": "https://example.org/lab/chapter-1/",
    "og:image": "https://example.org/lab/shared.png",
  });
  expect(sharingOf({ ...page, path: "embed/nand/" }, site).canonical).toBe("https://example.org/lab/figures/nand/");
  expect(sharingOf({ ...page, path: "404.html" }, site).canonical).toBeUndefined();
});

it("takes the address of a site, and nothing else", () => {
  expect([siteFrom(undefined), siteFrom("")]).toEqual([undefined, undefined]);
  expect(siteFrom("http://localhost:4747//")).toBe("http://localhost:4747/");
  for (const wrong of ["example.org", "file:///lab", "https://example.org/?a=1", "https://example.org/#a"])
    expect(() => siteFrom(wrong)).toThrow("NNDL_LAB_ADDRESS must be");
});
