/** Every chapter as it is read, with what its figures say in their first state: no word of the trade comes too early. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { earlyUses } from "../../src/terms/first-uses.ts";
import { knownBefore } from "../../src/terms/known.ts";
import { terms } from "../../src/terms/terms.ts";
import { build, paths } from "./good-to-read.ts";

it.each(paths.filter((path) => /^chapter-\d+\//.test(path)))("/%s explains its words before it uses them", (path) => {
  const article = /<article>.*<\/article>/s.exec(readFileSync(join(build, path, "index.html"), "utf8"))![0];
  expect(earlyUses(article, terms, knownBefore(Number(/\d+/.exec(path)), terms))).toEqual([]);
});
