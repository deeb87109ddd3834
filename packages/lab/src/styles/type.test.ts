/** Type has few sizes, weights and faces, all of which have their names in tokens.css: each other one costs a phone time. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";

const src = fileURLToPath(new URL("..", import.meta.url));
const read = (file: string) => readFileSync(join(src, file), "utf8");
const files = readdirSync(src, { recursive: true, encoding: "utf8" })
  .map((file) => file.replaceAll("\\", "/"))
  // Paper has measures of its own, and fonts.css says what faces there are.
  .filter((file) => /\.(css|svelte)$/.test(file) && !/^styles\/(print|fonts|tokens)\.css$/.test(file));

/** Signs within a line are as large as it asks for. */
const ofTheLine = ["styles/text.css", "chapters/2/machine/Sign.svelte"];

const named = "var\\(--(?:size|drawn)(?:-[a-z]+)*\\)";
/** The cover's network is as large as its place, and so are the digits in it. */
const ofThePlace = "calc\\([\\d.]+ \\* var\\(--u\\)\\)";
const sizeOf = (file: string) =>
  `(?:${[named, ofThePlace, ...(ofTheLine.includes(file) ? ["[\\d.]+em"] : [])].join("|")})`;
const face = "var\\(--(?:text|tool|code)-face\\)";

/** What a file says of its type that has no name, or no place here. */
function strange(file: string, text: string): string[] {
  const size = sizeOf(file);
  const allowed: Readonly<Record<string, RegExp>> = {
    font: new RegExp(`^(?:inherit|(?:[46]00 )?${size}(?: ?/ ?[\\d.]+)? ${face})$`),
    "font-size": new RegExp(`^(?:inherit|${size})$`),
    "font-weight": /^(?:inherit|[46]00)$/,
    "font-family": new RegExp(`^(?:inherit|${face})$`),
  };
  const declared = [...text.matchAll(/(?<![\w-])(?:style:)?(font(?:-size|-weight|-family)?)(?::\s*|=["{]+)([^;"}]*)/g)];
  return declared
    .map(([, property, value]) => [property!, value!.replace(/\s+/g, " ").trim()] as const)
    .filter(([property, value]) => !allowed[property]!.test(value))
    .map(([property, value]) => `${file}: ${property}: ${value}`);
}

it("has a name for every size, weight and face that a style sheet or a component asks for", () => {
  const all = files.flatMap((file) => strange(file, read(file)));
  // What is read aloud of an equation has the face of what is seen of it.
  expect(all).toEqual(["styles/text.css: font-family: KaTeX_Main, serif"]);
});

it("would see one without a name", () => {
  const bad = ["font: 650 1rem/1.4 var(--tool-face);", "font-size: 0.84rem;", "font-weight: 500;", "font: 12px Inter;"];
  for (const declaration of bad) expect(strange("a.svelte", `a { ${declaration} }`)).toHaveLength(1);
  expect(strange("a.svelte", '<text font-size="13" style:font-weight="650">')).toHaveLength(2);
  expect(
    strange("a.svelte", "a { font: 600 var(--size-plain) / 1.4 var(--tool-face); font-size: 0.9em }"),
  ).toHaveLength(1);
});

it("has few names", () => {
  const names = read("styles/tokens.css").match(/--(size|drawn)[\w-]*(?=:)/g) ?? [];
  expect(names.length).toBeLessThanOrEqual(14);
  const everything = files.map(read).join("");
  expect(names.filter((name) => !everything.includes(`var(${name})`))).toEqual([]);
});
