/** Files that prose and comments name are there: a signpost to a file that was moved or deleted leads astray. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { root } from "./prepare.mjs";

const rooms = ["packages", "docs", "scripts", "bench", "testing", "examples", "runtimes", ".ci", ".github"];
const skipped = /^(node_modules|\.venv|dist|build|\.server|\.svelte-check)$/;

function filesIn(folder: string): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = folder === "" ? entry.name : `${folder}/${entry.name}`;
    if (entry.isFile()) return [path];
    return skipped.test(entry.name) || (folder === "" && !rooms.includes(path)) ? [] : filesIn(path);
  });
}
const files = filesIn("");
const endings = new Set(files.flatMap((file) => file.split("/").map((_, i, parts) => parts.slice(i).join("/"))));

/** The book's own programs, a program that a reader writes, and a file that a run leaves. */
const elsewhere = /^(((fig\/mnist|expand_mnist|network2?)\.py)|train\.mjs|card\.md)$/;

/** All of a page; of a program its comments. */
function wordsOf(file: string): string {
  const text = readFileSync(join(root, file), "utf8");
  if (file.endsWith(".md")) return text;
  if (file.endsWith(".py")) return text.replace(/^[^#\n]*(#|$)/gm, "");
  return (text.match(/(?<=^|\s)\/\*[\s\S]*?\*\/|(?<=^|\s)\/\/.*|<!--[\s\S]*?-->/g) ?? []).join("\n");
}

it("names no file that is not there", () => {
  const stale = files
    .filter((file) => /\.(md|ts|mjs|cjs|js|svelte|py)$/.test(file) && !/\/(generated|results)\//.test(file))
    .flatMap((file) =>
      [...wordsOf(file).matchAll(/(?<![\w/.…-])(?:\.{1,2}\/)*\w[\w./-]*\.(ts|mjs|svelte|md|py)\b(?![\w/])/g)]
        .map(([name]) => name.replace(/^(\.{1,2}\/)+/, ""))
        .filter((name) => !endings.has(name) && !elsewhere.test(name) && !/\b(N|NAME)\b|chN/.test(name))
        .map((name) => `${file}: ${name}`),
    );
  expect([...new Set(stale)]).toEqual([]);
});
