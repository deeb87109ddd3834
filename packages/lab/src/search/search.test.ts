import { describe, expect, it } from "vitest";
import { readChapter } from "../../plugins/read-chapter.ts";
import { ask, buildIndex, openIndex } from "./engine.ts";
import { excerpt, highlight } from "./excerpt.ts";
import { gather } from "./gather.ts";

const chapter = readChapter(
  `---
number: 4
title: The chapter
book: http://example.org/chap4.html
summary: About it.
---
A word before all sections.

## The cost {#cost book="the_cost"}

What is bad is measured by the *quadratic cost*{#quadratic-cost}, which for the network's output $a$ is

$$
C = \\lVert y - a \\rVert^2, \\tag{6}
$$

and is never negative.

### Down the valley

:::figure hill id="hill-again" program="gradient-descent"
Turn the landscape, and roll the ball.
:::

:::exercise X4.1
Show that one layer is enough.
***
It follows from towers.
:::

$$
\\delta = 0. \\tag{BP1}
$$
`,
  "chapter.md",
);
const entries = gather({
  chapters: [chapter],
  figures: [
    { name: "hill", about: { title: "A ball", description: "It rolls." }, hasPicture: true },
    { name: "program", about: { title: "A program", description: "" }, hasPicture: false },
    { name: "studio", about: { title: "The studio", description: "", isPage: true }, hasPicture: true },
  ],
  programs: [{ name: "gradient-descent", title: "Descent in forty lines", chapter: 1 }],
  terms: [
    { id: "layer", name: "layer", meaning: "Neurons side by side." },
    { id: "learning-rate", name: "learning rate", also: ["η"], forms: ["rates"], meaning: "How long a step is." },
    { id: "stochastic", name: "stochastic layer", also: ["layers"], meaning: "A layer, layer by layer." },
    { id: "sha-256", name: "SHA-256", meaning: "A fingerprint." },
  ],
  library: [
    {
      id: "functions",
      title: "nndl/functions",
      about: "",
      names: [
        {
          name: "learningSchedules",
          isType: false,
          code: "",
          about: "<p>Every <em>schedule</em>. More.</p>",
          parameters: [],
          throws: [],
          examples: [],
          see: [],
        },
      ],
    },
  ],
  pages: [{ kind: "page", title: "The studio", text: "Build a network.", href: "studio/" }],
});
const found = (href: string) => entries.find((entry) => entry.href === href);
const index = openIndex(JSON.stringify(buildIndex(entries)));
const hrefs = (question: string) => ask(index, question).map(({ href }) => href);

describe("what can be found", () => {
  it("has sections and their parts with their own text, and where they are", () => {
    expect(found("chapter-4/")).toMatchObject({ title: "Chapter 4", text: "A word before all sections." });
    expect(found("chapter-4/#cost")).toMatchObject({ kind: "text", title: "The cost", where: "Chapter 4" });
    expect(found("chapter-4/#cost")!.text).toBe(
      "What is bad is measured by the quadratic cost, which for the network’s output a is and is never negative.",
    );
    // All that its part has of its own is a figure, an exercise and an equation.
    expect(found("chapter-4/#down-the-valley")).toBeUndefined();
  });

  it("has equations with their formula and what leads up to them, by the book's number", () => {
    const equation = found("chapter-4/#eq-6")!;
    expect(equation).toMatchObject({ kind: "equation", number: "6", where: "Chapter 4, The cost" });
    expect(equation.text).toMatch(/measured by the quadratic cost, which for the network’s output a is$/);
    expect(equation.formula).toMatch(/^<math.*<\/math>$/s);
    expect(equation.formula).not.toContain("tag");
    expect(found("chapter-4/#eq-BP1")!.title).toBe("Equation (BP1)");
  });

  it("has figures with title, caption and description, where they stand first; programs are not told twice", () => {
    expect(found("chapter-4/#figure-hill-again")).toEqual({
      kind: "figure",
      title: "Figure 4.1, A ball",
      number: "4.1",
      text: "Turn the landscape, and roll the ball. It rolls.",
      href: "chapter-4/#figure-hill-again",
      where: "Chapter 4",
      picture: "hill",
    });
    expect(entries.filter(({ kind }) => kind === "figure")).toHaveLength(1);
  });

  it("has exercises with their answers, the glossary and the library's names", () => {
    expect(found("chapter-4/#X4.1")!.text).toBe("Show that one layer is enough. It follows from towers.");
    expect(found("glossary/#learning-rate")).toMatchObject({ title: "learning rate (η)", words: "rates" });
    expect(found("api/functions/#learningSchedules")).toMatchObject({
      text: "Every schedule.",
      words: "learning Schedules",
      where: "nndl/functions",
    });
  });
});

describe("a question", () => {
  it.each(["(6)", "eq 6", "Equation (6)", "eq. 6", " ( 6 )"])("%s is one for that equation", (question) => {
    expect(hrefs(question)[0]).toBe("chapter-4/#eq-6");
  });

  it("finds equations with letters, figures and exercises by their numbers, and by no others", () => {
    expect(hrefs("BP1")[0]).toBe("chapter-4/#eq-BP1");
    expect(hrefs("fig 4.1")).toEqual(["chapter-4/#figure-hill-again"]);
    expect(hrefs("X4.1")[0]).toBe("chapter-4/#X4.1");
    expect(hrefs("(60)")).toEqual([]);
  });

  it("finds by beginnings, by signs, and in spite of slips", () => {
    expect(hrefs("lear")).toContain("glossary/#learning-rate");
    expect(hrefs("η")).toEqual(["glossary/#learning-rate"]);
    expect(hrefs("sha 256")).toContain("glossary/#sha-256");
    expect(hrefs("qadratic cost")[0]).toMatch(/chapter-4\/#(cost|eq-6)/);
    expect(hrefs("Layer").slice(0, 2)).toEqual(["glossary/#layer", "glossary/#stochastic"]);
    expect(hrefs("schedules")).toContain("api/functions/#learningSchedules");
  });

  it("is for all of its words, or else for any, and finds nothing in nonsense", () => {
    expect(hrefs("layer towers")).toEqual(["chapter-4/#X4.1"]);
    expect(hrefs("layer fingerprint")).toEqual(expect.arrayContaining(["glossary/#layer", "glossary/#sha-256"]));
    for (const nonsense of ["", "  ", "zzzzqqqq", "()", "\\"]) expect(hrefs(nonsense)).toEqual([]);
  });
});

describe("an excerpt", () => {
  const text = `${"Nothing here. ".repeat(30)}The gradient points uphill, and the cost falls against it. ${"More of it. ".repeat(30)}`;

  it("has what was found, between words", () => {
    const piece = excerpt(text, ["gradient", "cost"], 100);
    expect(piece).toMatch(/^… .*gradient points uphill, and the cost.* …$/);
    expect(piece.length).toBeLessThan(110);
    expect(excerpt("Short.", ["x"], 100)).toBe("Short.");
    expect(excerpt(text, [], 60)).toMatch(/^Nothing here\..* …$/);
    expect(excerpt(text, ["more"], 2000)).toBe(text);
  });

  it("marks whole words, whatever their case", () => {
    expect(highlight("Costs: the Cost, SHA-256.", ["cost", "sha-256"])).toEqual([
      { text: "Costs: the ", isHit: false },
      { text: "Cost", isHit: true },
      { text: ", ", isHit: false },
      { text: "SHA-256", isHit: true },
      { text: ".", isHit: false },
    ]);
    expect(highlight("", ["a"])).toEqual([]);
  });
});
