import { describe, expect, it } from "vitest";
import { blocksOf } from "./blocks.ts";
import { earlyUses } from "./first-uses.ts";
import type { Term } from "./term.ts";

const term = (id: string, more: Partial<Term> = {}): Term => ({ id, name: id, meaning: "", ...more });
const list = [
  term("seed"),
  term("layer"),
  term("hidden-layer", { name: "hidden layer" }),
  term("bias", { forms: ["biases"] }),
  term("eta", { name: "learning rate", also: ["η"], tex: ["\\eta"] }),
  term("sum", { also: ["Σ"], tex: ["\\sum"] }),
  term("exponential", { name: "exponential function", tex: ["e^"] }),
  term("he", { name: "He (first weights)" }),
];
const early = (html: string, known?: ReadonlySet<string>) => earlyUses(html, list, known).map(({ term: id }) => id);
const tex = (code: string) =>
  `<span class="katex"><span class="katex-mathml"><math><mi>layer</mi><annotation encoding="application/x-tex">${code}</annotation></math></span><span class="katex-html" aria-hidden="true"><span>seed</span></span></span>`;

describe("a word of the trade", () => {
  it("must be explained where it is first used, or lead to where it is", () => {
    expect(early("<p>A seed.</p>")).toEqual(["seed"]);
    expect(early('<p>A seed.</p><p>A <dfn id="term-seed">seed</dfn>.</p>')).toEqual(["seed"]);
    expect(early('<p>Seeds: a <dfn id="term-seed"><a href="../glossary/#seed">seed</a></dfn>.</p><p>seed</p>')).toEqual(
      [],
    );
    for (const href of ["#term-seed", "../chapter-1/#term-seed", "../glossary/#seed"])
      expect(early(`<p><a href="${href}">Seeds</a></p><p>Seed</p>`)).toEqual([]);
    expect(early('<p><a href="#term-layer">Seeds</a></p>')).toEqual(["seed"]);
    expect(early("<p>Seed</p>", new Set(["seed"]))).toEqual([]);
  });

  it("is told once, with what stands around it", () => {
    expect(earlyUses("<p>For any seed.</p><p>Seeds</p>", list)).toEqual([
      { term: "seed", word: "seed", around: "For any seed." },
    ]);
  });

  it("is itself, with an s or a capital, and no part of another", () => {
    expect(early("<p>Biases</p>")).toEqual(["bias"]);
    expect(early("<p>A hidden layer</p>")).toEqual(["hidden-layer"]);
    expect(early("<p>seedling, birdseed, multi-layer, He</p>")).toEqual([]);
    expect(early("<p>he sums σ</p>")).toEqual(["sum"]);
    expect(early("<p>Σ</p>")).toEqual(["sum"]);
    expect(early("<p>η</p>")).toEqual(["eta"]);
  });

  it("is looked for in formulas by its sign", () => {
    expect(early(`<p>${tex("\\sum_j e^{-\\eta}")}</p>`)).toEqual(["eta", "sum", "exponential"]);
    expect(early(`<p>${tex("\\summit_j \\beta e + \\theta e_2 + the^2")}</p>`)).toEqual([]);
  });
});

describe("what is taken in together", () => {
  const texts = (html: string) =>
    blocksOf(html).map(({ pieces }) =>
      pieces
        .map(({ text }) => text)
        .join("")
        .trim(),
    );

  it("is a paragraph, a list, a table or a figure with its caption", () => {
    expect(
      texts(
        "<p>One &amp; <em>two</em></p><ul><li><p>a</p></li><li>b</li></ul><figure><p>c</p><table><td>d</td></table></figure>e<p>f</p>",
      ),
    ).toEqual(["One & two", "ab", "cde", "f"]);
  });

  it("is a heading with what follows, and a sentence around an equation", () => {
    expect(texts('<p>a</p><h2>b</h2><p>c</p><div class="equation">x</div><p>d</p><p>e</p>')).toEqual([
      "a",
      "bcxd",
      "e",
    ]);
  });

  it("has no comments, scripts or styles", () => {
    expect(texts("<p>a<!-- b --><script>c</script><style>d</style><br>e</p>")).toEqual(["ae"]);
  });
});
