import { expect, it } from "vitest";
import { isOf, walk } from "./walk.ts";

const events = (html: string) => {
  const seen: string[] = [];
  walk(html, {
    open: ({ tag, attributes }, within) => seen.push(`${within.length}<${tag} ${JSON.stringify(attributes)}`),
    close: ({ tag }) => seen.push(`/${tag}`),
    text: (text, within) => seen.push(`${within.map(({ tag }) => tag).join(">")}: ${text}`),
  });
  return seen;
};

it("meets elements and text in their order, with what they are in", () => {
  expect(events('<p class="a b" hidden>x<br>y &amp; &#x2202;&#8706; &other;</p>z')).toEqual([
    '0<p {"class":"a b","hidden":""}',
    "p: x",
    "1<br {}",
    "/br",
    "p: y & ∂∂ &other;",
    "/p",
    ": z",
  ]);
});

it("closes what ends by itself or with what is around it, and passes over comments", () => {
  expect(events('<svg><path d="M0 0"/><!-- <g> --></svg>')).toEqual([
    "0<svg {}",
    '1<path {"d":"M0 0"}',
    "/path",
    "/svg",
  ]);
  expect(events("<ul><li>a</ul>")).toEqual(["0<ul {}", "1<li {}", "ul>li: a", "/li", "/ul"]);
});

it("refuses an end without a beginning", () => {
  expect(() => events("<p>a</p></b>")).toThrow('</b> closes nothing, after "a"');
});

it("knows classes by their whole names", () => {
  expect(isOf({ tag: "p", attributes: { class: "equation-like big" } }, "equation")).toBe(false);
  expect(isOf({ tag: "p", attributes: { class: "big equation" } }, "equation")).toBe(true);
  expect(isOf({ tag: "p", attributes: {} }, "equation")).toBe(false);
});
