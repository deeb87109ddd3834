// node scripts/errors.mjs: writes docs/errors.md from the tables of error codes, with the files that throw each. A code that
// nobody throws is an error here; one that is thrown and not in a table does not compile.
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { root } from "./prepare.mjs";

export const pagePath = `${root}docs/errors.md`;

/** The tables, and where the errors with their codes are thrown. */
const tables = [
  { title: "The library", table: "packages/nndl/src/error-codes.ts", sources: ["packages/nndl/src"] },
  {
    title: "The command line",
    table: "packages/cli/src/codes.ts",
    sources: ["packages/cli/src", "packages/words/src"],
  },
  { title: "Experiments", table: "packages/book/experiments/codes.ts", sources: ["packages/book/experiments"] },
  { title: "Support vector machines", table: "packages/book/svm/codes.ts", sources: ["packages/book/svm"] },
  { title: "Formulas", table: "packages/book/formulas/codes.ts", sources: ["packages/book/formulas"] },
  { title: "The lab", table: "packages/lab/src/codes.ts", sources: ["packages/lab/src"] },
];

/** What is remarked on, and no error. */
const remarks = { table: "packages/nndl/src/remarks.ts", sources: ["packages/nndl/src", "packages/cli/src/kept"] };

export function errorsPage() {
  return [
    "# Errors by code",
    "",
    "Written by `node scripts/errors.mjs` from the tables of codes; a test compares this page with them.",
    "",
    "What cannot be done is refused by an `NndlError`. Its `code` is stable and meant for programs; `error.problem` says what is",
    "wrong and `error.next` what to do about it, in words that may change. Where a value is to blame, `error.expected` and",
    "`error.received` are the two halves of the problem. The command line prints the message, and with `--json` all of it as one",
    "line; a code that begins with `option.` names the option. In TypeScript `ErrorCode` (from `nndl/check`) is the union of",
    "all codes.",
    "",
    ...tables.flatMap(({ title, ...of }) => [`## ${title}`, "", ...codesTable(of, "thrown in")]),
    "## Remarks",
    "",
    "What is no error and yet mostly a mistake is said once, in the way of nothing: `openSource` and `remarksOn` return remarks,",
    "the command line prints them as notes, and with `--json` they stand in the first line. Their `code` is stable, too; `what`",
    "says what was noticed, and `next` what to do where it was not meant so.",
    "",
    ...codesTable(remarks, "made in"),
  ].join("\n");
}

function codesTable({ table, sources }, where) {
  const files = sources.flatMap(sourcesIn).filter(({ path }) => path !== table);
  return [
    `| code | what it says | ${where} |`,
    "| --- | --- | --- |",
    ...codesIn(table).map(([code, meaning]) => `| \`${code}\` | ${meaning} | ${throwersOf(code, files)} |`),
    "",
  ];
}

/** The members of a table, each with what it says in its comment. */
function codesIn(path) {
  const text = readFileSync(`${root}${path}`, "utf8");
  return [...text.matchAll(/^ {2}\/\*\* (.*) \*\/\s+"?([\w.-]+)"?: string;$/gm)].map(([, meaning, code]) => [
    code,
    meaning,
  ]);
}

function sourcesIn(folder) {
  return readdirSync(`${root}${folder}`, { recursive: true, encoding: "utf8" })
    .filter((file) => /\.(ts|svelte)$/.test(file) && !/\.test\.ts$|^testing\/|generated\//.test(file))
    .sort()
    .map((file) => ({
      path: `${folder}/${file}`,
      text: withoutSamples(readFileSync(`${root}${folder}/${file}`, "utf8")),
    }));
}

/** A layer's bad samples and the documentation name codes that they do not throw. */
function withoutSamples(text) {
  return text.replace(/\/\*\*[\s\S]*?\*\//g, "").replace(/spec: \{[^}]*\}[^\n]*code: "[^"]*"/g, "");
}

/** The files that name a code whole, or else in two halves: its prefix in a template and the rest as a word. */
function throwersOf(code, files) {
  const [prefix, ...rest] = code.split(".");
  const name = rest.join(".");
  // A code of one word is a word of many uses.
  const written =
    rest.length > 0
      ? new RegExp(`"${code}"`)
      : new RegExp(`(code(: | = )|(Error|refuse)\\(\\s*)"${code}"|"${code}", "the `);
  const whole = files.filter(({ text }) => written.test(text));
  const halves = files.filter(
    ({ text }) => rest.length > 0 && text.includes(`\`${prefix}.\${`) && text.includes(`"${name}"`),
  );
  const found = [...new Set([...whole, ...halves])];
  if (found.length === 0) throw new Error(`${code} is thrown nowhere: take it out of its table`);
  return found.map(({ path }) => `\`${path.replace(/^packages\//, "")}\``).join(", ");
}

if (process.argv[1] === fileURLToPath(import.meta.url)) writeFileSync(pagePath, errorsPage());
