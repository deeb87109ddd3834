import { expect, it } from "vitest";
import { pageNeeds } from "./page-needs.mjs";

const texts: Readonly<Record<string, string>> = {
  "assets/client-1.js": 'import("./a-2.js"); import("./b-3.js")',
  "assets/a-2.js": 'import "./plot-4.js"; import("./late-5.js"); import "./client-1.js"',
  "assets/b-3.js": 'fetch("networks/n.gz"); new Worker(new URL("worker-6.js", import.meta.url))',
  "assets/plot-4.js": "export {}",
  "assets/late-5.js": 'import "./plot-4.js"; import "./a-2.js"',
  "assets/worker-6.js": 'import("./kernels-7.js")',
  "assets/kernels-7.js": "export {}",
  "assets/shared-8.js": "export {}",
  "assets/style-9.css": "url(font-10.woff2)",
  "assets/font-10.woff2": "",
  "networks/n.gz": "",
};
const needs = pageNeeds({
  files: Object.keys(texts),
  read: (file) => texts[file]!,
  entry: "assets/client-1.js",
  entryImports: ["assets/shared-8.js"],
  figures: { a: "assets/a-2.js", b: "assets/b-3.js" },
});
const page = (...figures: string[]) =>
  '<link href="../assets/style-9.css"><script src="../assets/client-1.js"></script>' +
  figures.map((name) => `<div data-figure="${name}"></div>`).join("");
const always = ["assets/client-1.js", "assets/shared-8.js", "assets/style-9.css"];

it("is what a page names, what its figures name, and so on; no other figure, and no font that it may not use", () => {
  expect(needs(page()).sort()).toEqual(always);
  expect(needs(page("a")).sort()).toEqual(["assets/a-2.js", ...always, "assets/late-5.js", "assets/plot-4.js"].sort());
  expect(needs(page("b")).sort()).toEqual(
    ["assets/b-3.js", ...always, "assets/kernels-7.js", "assets/worker-6.js", "networks/n.gz"].sort(),
  );
  expect(needs(page("a", "b"))).toHaveLength(10);
  expect(() => needs(page("a", "unknown"))).toThrow("the figure unknown has no script of its own in the build");
});
