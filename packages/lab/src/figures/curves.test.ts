import { expect, it } from "vitest";
import { addressOf, embedding } from "./addresses.ts";
import { tableOf } from "./curves.ts";

it("writes curves as lines of a table, in full precision, with names that a spreadsheet reads", () => {
  const third = 1 / 3;
  expect(
    tableOf([
      { name: "", points: [[0, third]] },
      { name: 'test, "best"', points: [[1, -2]] },
    ]),
  ).toBe(`curve,x,y\r\ncurve 1,0,${third}\r\n"test, ""best""",1,-2\r\n`);
});

it("finds a figure by itself, and embeds it with its title and state", () => {
  const address = addressOf(new URL("https://example.org/lab/"), "embed", "bump", "a=1&b=%22");
  expect(address).toBe("https://example.org/lab/embed/bump/#a=1&b=%22");
  expect(embedding(address, '"<b>"', 400.2)).toBe(
    '<iframe src="https://example.org/lab/embed/bump/#a=1&amp;b=%22" title="&quot;&lt;b>&quot;" width="100%" height="401" style="border: 0" loading="lazy" allow="fullscreen"></iframe>',
  );
});
