// Fills the tables of README.md, between their markers, from numbers that other commands measured:
//
//   node scripts/readme-tables.mjs                        the experiments, from results/
//   node scripts/readme-tables.mjs --bench result.json    and the speed, from npm run bench -- dense (or conv) --json result.json
//
// Needs the build (npm run build).
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { experiments, mainFigures, summarize } from "@nndl/book";
import { readResults } from "../packages/book/scripts/results.mjs";
import { root } from "./prepare.mjs";

export const readmePath = `${root}README.md`;

/** The runs that are stored. */
export const readRuns = () => readResults();

/** One row for each experiment of which the book has an accuracy, and how many there are of all. */
export function experimentsTable(runs) {
  const all = experiments.map((experiment) => {
    const own = runs.filter(({ name }) => name === experiment.name);
    const summary = own.length === 0 ? undefined : summarize(experiment, own);
    return { experiment, own, cells: mainFigures(experiment, summary) };
  });
  const shown = all.filter(({ experiment: { figures } }) => {
    const [first] = Object.values(figures);
    return first.unit === "%" && first.book !== undefined;
  });
  const rows = shown.map(({ experiment: { name, title }, own, cells }) => [
    code(name),
    title,
    ...cells,
    String(own.length),
  ]);
  const verdicts = all.map(({ cells }) => cells.at(-1));
  const counted = [...new Set(verdicts)]
    .map((verdict) => `*${verdict}* ${verdicts.filter((each) => each === verdict).length}`)
    .join(", ");
  return [
    table(["`npx nndl reproduce …`", "", "the book", "min", "median", "max", "", "seeds"], rows),
    "",
    `These are the ${rows.length} of which the book gives an accuracy. The verdicts on all ${all.length} experiments: ${counted}.`,
  ].join("\n");
}

const isPeer = ({ id, ready }) => id !== "nndl" && ready.language === "javascript" && !ready.byHand;
const side = (name, wanted) => ({ name, find: (measured) => measured.find(({ id }) => id === wanted) });
/** The sides are in the order of their speed. */
const bestPeer = { name: "best JavaScript peer", find: (measured) => measured.find(isPeer), named: true };

/** Whom each suite's table shows beside us. */
const columns = {
  dense: [
    side("JAX, whole loop compiled", "jax-scan"),
    side("PyTorch", "pytorch"),
    side("PyTorch, by hand", "pytorch-by-hand"),
    bestPeer,
    side("the book's network.py", "book-network"),
  ],
  conv: [
    side("JAX, whole loop compiled", "jax-scan"),
    side("PyTorch", "pytorch"),
    side("PyTorch keeping memory", "pytorch-keeping-memory"),
    side("PyTorch, channels last", "pytorch-channels-last"),
    bestPeer,
  ],
  sequences: [
    side("JAX, whole loop compiled", "jax-scan"),
    side("PyTorch", "pytorch"),
    side("PyTorch, compiled", "pytorch-compiled"),
    side("PyTorch, by hand", "pytorch-by-hand"),
    side("scikit-learn", "scikit-learn"),
    bestPeer,
  ],
};

/** One row for each network and number of threads; `result` is what the bench's --json wrote. */
export function benchTable({ suite, date, machine, plan, cases }) {
  const rows = cases.flatMap(({ case: { title, threads }, measured }) =>
    threads.map((count) => {
      const these = measured.filter((one) => one.threads === count);
      const us = these.find(({ id }) => id === "nndl");
      const cells = columns[suite].map(({ find, named }) => {
        const other = find(these);
        if (!other || !us) return "–";
        return `${thousands(other.median)} (${ratio(us, other)} ×)${named ? `, ${other.ready.label}` : ""}`;
      });
      return [title, String(count), us ? `**${thousands(us.median)}**` : "–", ...cells];
    }),
  );
  const versions = new Map(
    cases.flatMap(({ measured }) => measured.flatMap(({ ready }) => Object.entries(ready.versions))),
  );
  return [
    table(...withoutEmpty(["network", "threads", "nndl", ...columns[suite].map(({ name }) => name)], rows)),
    "",
    `Examples per second, and in brackets how many times as fast nndl is at the same speed of the machine. ${machine.processor},`,
    `${machine.cores} cores, ${machine.caches.join(", ")}; Node ${machine.node}, ${date.slice(0, 10)}; medians of ${plan.rounds} interleaved rounds.`,
    `Versions: ${[...versions].map(([name, version]) => `${name} ${version}`).join(", ")}.`,
  ].join("\n");
}

/** Without the columns of sides that took no part. */
function withoutEmpty(heads, rows) {
  const isKept = (_, i) => rows.some((row) => row[i] !== "–");
  return [heads.filter(isKept), rows.map((row) => row.filter(isKept))];
}

/** The text with what stands between `<!-- name -->` and `<!-- /name -->` replaced. */
export function between(text, name, content) {
  const [begin, end] = [`<!-- ${name} -->`, `<!-- /${name} -->`];
  const [from, to] = [text.indexOf(begin) + begin.length, text.indexOf(end)];
  if (from < begin.length || to < from) throw new Error(`README.md has no ${begin} … ${end}`);
  return `${text.slice(0, from)}\n${content}\n${text.slice(to)}`;
}

function ratio(us, other) {
  const value = us.steady / other.steady;
  return value >= 10 ? Math.round(value) : Number(value.toPrecision(2));
}

function thousands(value) {
  return Number(value.toPrecision(3)).toLocaleString("en-US");
}

function table(head, rows) {
  const line = (cells) => `| ${cells.join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}

function code(text) {
  return `\`${text}\``;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { values } = parseArgs({ options: { bench: { type: "string" } } });
  let text = readFileSync(readmePath, "utf8");
  text = between(text, "experiments", experimentsTable(readRuns()));
  if (values.bench !== undefined) {
    const result = JSON.parse(readFileSync(values.bench, "utf8"));
    text = between(text, `bench:${result.suite}`, benchTable(result));
  }
  writeFileSync(readmePath, text);
}
