// node scripts/rows.mjs: writes docs/rows.md, the rows of the book (packages/book/rows) and what realizes each of them,
// from what the book's experiments, the reading room's programs and the lab's figures and chapters say themselves.
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { root } from "./prepare.mjs";

export const pagePath = `${root}docs/rows.md`;

/** What the library itself realizes: registries with their members, and functions. */
const inLibrary = {
  "A1.12": ["costs.quadratic"],
  "A1.18": ["initializers.gaussian"],
  "A2.2": ["costs.quadratic", "costs.cross-entropy"],
  "A2.9": ["activationStatistics"],
  "A3.3": ["costs.cross-entropy"],
  "A3.8": ["activations.softmax", "costs.log-likelihood"],
  "A3.11": ["regularizers.l2"],
  "A3.12": ["regularizers.l1"],
  "A3.13": ["layerKinds.dropout"],
  "A3.14": ["distorted", "expandByShifts"],
  "A3.15": ["initializers.scaled-gaussian"],
  "A3.21": ["schedules.halving"],
  "A3.25": ["hessian", "hessianVectorProduct", "optimizers.newton"],
  "A3.26": ["optimizers.momentum"],
  "A3.27": ["optimizers.conjugate-gradients", "optimizers.l-bfgs", "optimizers.nesterov"],
  "A3.28": ["activations.tanh"],
  "A3.29": ["activations.relu"],
  "A4.14": ["measureApproximation"],
  "A5.2": ["gradientFlow"],
  "A5.3": ["chainGradient"],
  "A5.5": ["explodingChain"],
  "A5.6": ["errorProduct"],
  "A5.7": ["growthWidth"],
  "A5.8": ["identityNeuron"],
  "A6.2": ["layerKinds.conv2d"],
  "A6.3": ["layerKinds.maxPool2d", "layerKinds.l2Pool2d"],
  "A6.5": ["layerKinds.convPool2d"],
  "A6.6": ["initializers.network3"],
  "A6.10": ["activations.sigmoid", "activations.tanh", "activations.relu", "activations.linear"],
  "A6.11": ["expandByShifts"],
  "A6.12": ["majorityVote", "judgeEnsemble"],
  "X3.18": ["regularizers.l1"],
  "X3.22": ["schedules.halving"],
  "X3.26": ["optimizers.momentum"],
  "X5.2": ["growthWidth", "widestGrowth"],
  "X5.3": ["identityNeuron"],
  "X6.5": ["train"],
  "X6.6": ["reportOn"],
  "X6.7": ["schedules.step", "schedules.halving"],
  "X6.8": ["distorted"],
  "X6.9": ["Network"],
  "X6.10": ["remarksOn"],
};

const kinds = { concept: "Concepts", experiment: "Experiments", widget: "Widgets", exercise: "Exercises" };

/** What stands in the lab: its figures with their rows, and the exercises that its chapters answer. */
export function inLab() {
  const rooms = chapterRooms();
  const folders = [`${root}packages/lab/src/figures`, ...rooms.map(({ folder }) => `${folder}/figures`)];
  const figures = folders
    .flatMap((folder) => named(folder, ".svelte"))
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, text]) => {
      const list = /\brows:\s*\[([^\]]*)\]/.exec(text)?.[1];
      if (list === undefined) throw new Error(`${name}.svelte says nothing of its rows`);
      return { name, rows: [...list.matchAll(/"([^"]+)"/g)].map(([, id]) => id) };
    });
  const chapters = rooms.map(({ number, folder }) => {
    const text = readFileSync(`${folder}/chapter.md`, "utf8");
    const blocks = (kind) => [...text.matchAll(new RegExp(`^:::+${kind}\\s+([\\w.-]+)`, "gm"))].map(([, id]) => id);
    return { number, folder, shown: blocks("figure"), asked: blocks("exercise") };
  });
  return { figures, chapters };
}

/** The rooms of the chapters that are written: each is a folder named by its number. */
export function chapterRooms() {
  const chapters = `${root}packages/lab/src/chapters`;
  return readdirSync(chapters, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => ({ number: Number(name), folder: `${chapters}/${name}` }));
}

/** What realizes a row, by the kind of what does: names, the numbers of the chapters that answer it, and what the library has. */
export function realizersOf(id, { nndl, experiments, programs, lab = inLab() }) {
  return {
    experiments: experiments.filter(({ id: own, rows = [] }) => [own, ...rows].includes(id)).map(({ name }) => name),
    programs: programs.filter(({ rows }) => rows.includes(id)).map(({ name }) => name),
    figures: lab.figures.filter(({ rows }) => rows.includes(id)).map(({ name }) => name),
    chapters: lab.chapters.filter(({ asked }) => asked.includes(id)).map(({ number }) => number),
    library: (inLibrary[id] ?? []).map((path) => member(nndl, path)),
  };
}

/**
 * Whether what a row asks for is there: an experiment as one that runs, a widget as a figure, a measurement as an experiment, a
 * program as one or the other; everything else in any form.
 */
export function isRealized({ kind, asks }, { experiments, programs, figures, chapters, library }) {
  if (kind === "widget") return figures.length > 0;
  if (kind === "experiment" || asks.includes("measurement")) return experiments.length > 0;
  const runs = experiments.length + programs.length;
  if (asks.length > 0) return runs > 0;
  return runs + figures.length + chapters.length + library.length > 0;
}

/** The page as Markdown. */
export function rowsPage({ nndl, rows, experiments, programs, lab = inLab() }) {
  const all = Object.values(rows);
  const realizers = new Map(all.map(({ id }) => [id, realizersOf(id, { nndl, experiments, programs, lab })]));
  const realizes = (id) => {
    const by = realizers.get(id);
    return [
      ...by.experiments.map((name) => `experiment \`${name}\``),
      ...by.programs.map((name) => `program \`${name}\``),
      ...by.figures.map((name) => `figure \`${name}\``),
      ...by.chapters.map((number) => `answered in chapter ${number}`),
      ...by.library.map((path) => `\`${path}\``),
    ];
  };
  const counts = Object.entries(kinds).map(([kind, title]) => {
    const own = all.filter((row) => row.kind === kind);
    return [title, String(own.length), String(own.filter((row) => isRealized(row, realizers.get(row.id))).length)];
  });
  const chapters = [...new Set(all.map(({ chapter }) => chapter))];
  return [
    "# The rows of the book, and what realizes them",
    "",
    "Written by `node scripts/rows.mjs`; a test compares this page with what it is made of. The rows are in",
    "[packages/book/rows](../packages/book/rows): what the book has in each chapter, in a line of our own. An experiment names",
    "its row, a program and a figure name theirs, and a chapter of the lab names its exercises; [CONTRIBUTING](../CONTRIBUTING.md)",
    "says how. If you are looking for something to build, take a row marked *not yet*.",
    "",
    table(["", "rows", "realized"], counts),
    ...chapters.flatMap((chapter) => [
      "",
      `## Chapter ${chapter}`,
      "",
      table(
        ["row", "what", "realized by"],
        all
          .filter((row) => row.chapter === chapter)
          .map(({ id, text, asks }) => [
            id,
            `${text.replaceAll("|", "\\|")}${asks.length > 0 ? ` (asks for a ${asks.join(" and a ")})` : ""}`,
            realizes(id).join(", ") || "*not yet*",
          ]),
      ),
    ]),
    "",
  ].join("\n");
}

/** "costs.quadratic" or "gradientFlow", which the library must have. */
function member(nndl, path) {
  const [registry, name] = path.split(".");
  if (name === undefined ? typeof nndl[path] !== "function" : !Object.hasOwn(nndl[registry] ?? {}, name))
    throw new Error(`the library has no ${path}: correct scripts/rows.mjs`);
  return path;
}

/** Names without the ending, and texts, of a folder's files with that ending. */
function named(folder, ending) {
  const files = readdirSync(folder).filter((file) => file.endsWith(ending));
  return files.sort().map((file) => [file.slice(0, -ending.length), readFileSync(`${folder}/${file}`, "utf8")]);
}

function table(head, lines) {
  const line = (cells) => `| ${cells.join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...lines.map(line)].join("\n");
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [{ library: nndl }, { rows }, { experiments }, { programs }] = await Promise.all([
    import("./library.mjs"),
    import("@nndl/book/rows"),
    import("@nndl/book"),
    import("@nndl/book/programs/index"),
  ]);
  writeFileSync(pagePath, rowsPage({ nndl, rows, experiments, programs }));
}
