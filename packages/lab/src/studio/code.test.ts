import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import fc from "fast-check";
import * as nndl from "nndl";
import { isFullBatch } from "nndl/functions";
import * as sources from "nndl/sources";
import { checkNetworkSpec, checkSettings } from "nndl/spec";
import ts from "typescript";
import { afterAll, describe, expect, it } from "vitest";
import { inRound } from "../../../../testing/thorough.ts";
import { openData } from "../../../cli/src/data-sets.ts";
import { commandOptions, flagsFrom } from "../../../cli/src/training/flags.ts";
import { prepareNew } from "../../../cli/src/training/prepare.ts";
import { evaluated, makeSetup, needsValidation } from "../../../cli/src/training/setup.ts";
import { type CheckedRecipe, checkRecipe, type Recipe } from "../training/recipe.ts";
import { Workbench } from "../training/workbench.ts";
import { accepted, anyRecipe, standIns } from "./any-recipe.ts";
import { codeOf, commandOf } from "./code.ts";
import { dataFileOf } from "./data-file.ts";
import type { DataShape } from "./draft.ts";
import { readOrigin } from "./opened-network.ts";
import { startFor } from "./origin.ts";
import { presets } from "./presets.ts";

const folder = mkdtempSync(join(tmpdir(), "studio-"));
afterAll(() => rmSync(folder, { recursive: true }));

const digits = nndl.mnist();
const open = (recipe: Recipe | CheckedRecipe) => Workbench.open(recipe, { digits: () => digits });

/** The recipe's data, as the studio saves them. */
async function dataFile(workbench: Workbench): Promise<string> {
  const path = join(folder, dataFileOf(workbench.recipe)!);
  writeFileSync(path, await workbench.saveData());
  return path;
}

/** Runs a program as Node would, with the library's sources for "nndl"; what it prints. */
async function run(program: string): Promise<string> {
  const source = program
    .replace(/^import (\{.*\}) from "nndl";$/m, "const $1 = nndl;")
    .replace(/^import (\{.*\}) from "nndl\/sources";$/m, "const $1 = sources;");
  expect(source).not.toBe(program);
  const { outputText } = ts.transpileModule(source, { compilerOptions: { target: ts.ScriptTarget.ES2023 } });
  const said: unknown[] = [];
  const AsyncFunction = (async () => {}).constructor as new (
    ...parts: string[]
  ) => (...given: unknown[]) => Promise<void>;
  await new AsyncFunction("nndl", "sources", "console", outputText)(nndl, sources, {
    log: (...parts: unknown[]) => said.push(parts.join(" ")),
  });
  return said.join("\n");
}

/** The digits' four bits are values, which the library knows only from files. */
const bits: Recipe = {
  network: { input: [784], layers: [nndl.dense(12), nndl.dense(4)], cost: "cross-entropy", seed: 2 },
  data: { kind: "mnist", training: 600, test: 100, targets: "bits" },
  training: { epochs: 3, learningRate: 0.5 },
};

/** The options that the command line reads in a command. */
function read(command: string) {
  const words = [...command.matchAll(/'((?:[^']|'\\'')*)'|(\S+)/g)].map(
    ([, inner, plain]) => plain ?? inner!.replaceAll("'\\''", "'"),
  );
  expect(words.slice(0, 2)).toEqual(["nndl", "train"]);
  const known = commandOptions();
  const options: Record<string, unknown> = {};
  for (let i = 2; i < words.length; i += 2) {
    const option = known.find(({ long }) => long === words[i])!;
    expect([words[i], option]).toEqual([words[i], expect.anything()]);
    options[option.attributeName()] = option.parseArg!(words[i + 1]!, undefined);
  }
  return flagsFrom(options);
}

/** A network to start from, trained a little; and what runs there can be that start from it. */
async function origin() {
  const circles: Recipe = {
    network: { input: [2], layers: [nndl.dense(6, "tanh"), nndl.dense(2)], seed: 5 },
    data: { kind: "toy", name: "circles", count: 80 },
    training: { epochs: 3, learningRate: 0.5 },
  };
  const workbench = await open(circles);
  await workbench.train();
  const path = join(folder, "circles.safetensors");
  const bytes = workbench.save("safetensors");
  writeFileSync(path, bytes);
  await workbench.close();
  return { ...readOrigin(bytes, "circles.safetensors"), path };
}

const points: readonly Recipe[] = [
  {
    network: { input: [4], layers: [nndl.dense(5, "tanh"), nndl.dense(4, "softmax")], seed: 3 },
    data: { kind: "toy", name: "clouds", count: 120, features: ["x", "xy", "y²", "sin(πx)"] },
    training: { epochs: 20, learningRate: 0.1 },
  },
  {
    network: { input: [1], layers: [nndl.dense(3), nndl.dense(3)], seed: 3 },
    data: {
      ...{ kind: "painted", testShare: 0.3, seed: 4, features: ["x²"] },
      points: [
        [10, 20, -30, 40, 50, 60],
        [-90, -80, 70, -60],
        [0, 0, 1, 110, -110, 5],
      ],
    },
    training: { epochs: 20, miniBatchSize: 1, learningRate: 0.5 },
    measured: { training: 100, test: 100 },
  },
  {
    network: { input: [2], layers: [nndl.dense(4, "tanh"), nndl.dense(2)], seed: 3 },
    // None is kept for testing.
    data: {
      kind: "painted",
      points: [
        [10, 20, -30, 40, 5, 5],
        [-90, -80, 7, 8, 0, 0],
      ],
    },
    training: { epochs: 20, miniBatchSize: 1, learningRate: 0.5 },
    measured: { training: 100, test: 100 },
  },
];

const starts: readonly (readonly [string, Recipe["data"], DataShape])[] = [
  ["other points", { kind: "toy", name: "xor", count: 80 }, { input: [2], outputs: 2, classes: true }],
  [
    "a plane, with a new last layer",
    { kind: "function", formula: "x*y", variables: 2, samples: 8 },
    { input: [2], outputs: 1, classes: false },
  ],
];

it.each(starts)("code and command start from a network's weights as the studio does: %s", async (_, data, shape) => {
  const { bytes, path, ...from } = await origin();
  const start = startFor({ ...from, bytes }, shape, 9)!;
  const training = { epochs: 3, learningRate: 0.3, freeze: [0] };
  const workbench = await Workbench.open({ data, training, ...start }, { digits: () => digits }, { weights: bytes });
  const first = workbench.sha256();
  expect(first === from.sha256).toBe(start.from.outputs === undefined);
  const { step } = await workbench.train();
  const sha256 = workbench.sha256();
  expect(sha256).not.toBe(first);
  const files = { data: await dataFile(workbench), start: path };
  const code = codeOf(workbench.recipe, { step, sha256, ended: true }, files);
  expect(await run(code)).toContain("The same network, to the last bit.");
  const { command } = commandOf(workbench.recipe, files);
  expect(command).toContain("--freeze 1");
  const signal = new AbortController().signal;
  const out = join(folder, `run-${shape.outputs}`);
  const prepared = await prepareNew({ flags: { ...read(command!), out }, signal, version: "0" });
  for await (const _event of prepared.run);
  expect(prepared.run.network.sha256()).toBe(sha256);
  await workbench.close();
});

describe("the code", () => {
  it.each(
    inRound([
      ...presets,
      { name: "the digits' bits", recipe: bits },
      ...points.map((recipe, i) => ({ name: `points ${i}`, recipe })),
    ]).map(({ name, recipe }) => [name, recipe] as const),
  )("for %s gives the same network as the studio", async (_, recipe) => {
    const workbench = await open(recipe);
    await workbench.step(40);
    const reached = { step: 40, sha256: workbench.sha256(), ended: false };
    const path = dataFileOf(workbench.recipe) === undefined ? undefined : await dataFile(workbench);
    expect(await run(codeOf(workbench.recipe, reached, { data: path }))).toContain(
      "The same network, to the last bit.",
    );
    await workbench.close();
  });

  it("says so where another network comes of it", async () => {
    const recipe = checkRecipe(presets.find(({ recipe }) => recipe.data.kind === "mnist")!.recipe);
    const reached = { step: 40, sha256: "0".repeat(64), ended: false };
    expect(await run(codeOf(recipe, reached))).toContain("Another network.");
  });

  it("goes to the end where the studio did, with early stopping and the best weights back", async () => {
    const recipe: Recipe = {
      network: { input: [784], layers: [nndl.dense(10)], seed: 3 },
      data: { kind: "mnist", training: 400, validation: 200, test: 300 },
      training: { epochs: 6, learningRate: 3, earlyStopping: { patience: 1 }, expansion: { shift: 1 } },
      measured: { training: 100, validation: 150, test: 300 },
    };
    const workbench = await open(recipe);
    const { step } = await workbench.train();
    const said = await run(codeOf(workbench.recipe, { step, sha256: workbench.sha256(), ended: true }));
    expect(said).toContain("The same network, to the last bit.");
    expect(said).toContain('"validation":{"count":150');
    await workbench.close();
  });

  it("passes TypeScript's strict checks", () => {
    const sources = new Map(
      presets.flatMap(({ recipe }, i) => {
        const checked = checkRecipe(recipe);
        return [undefined, { step: 7, sha256: "f".repeat(64), ended: false }].map((reached, j) => [
          fileURLToPath(new URL(`./program-${i}-${j}.ts`, import.meta.url)),
          codeOf(checked, reached),
        ]);
      }),
    );
    const options: ts.CompilerOptions = {
      ...{
        target: ts.ScriptTarget.ES2023,
        module: ts.ModuleKind.ESNext,
        moduleResolution: ts.ModuleResolutionKind.Bundler,
      },
      strict: true,
      noEmit: true,
      skipLibCheck: true,
      allowImportingTsExtensions: true,
      types: [],
      lib: ["lib.es2023.d.ts", "lib.dom.d.ts", "lib.dom.asynciterable.d.ts"],
      paths: {
        nndl: [fileURLToPath(new URL("../../../nndl/src/index.ts", import.meta.url))],
        "nndl/*": [`${fileURLToPath(new URL("../../../nndl/src/entries", import.meta.url))}/*.ts`],
        "#platform": [fileURLToPath(new URL("../../../nndl/src/platform/platform.ts", import.meta.url))],
      },
    };
    const host = ts.createCompilerHost(options);
    const { getSourceFile, fileExists } = host;
    host.fileExists = (name) => sources.has(name) || fileExists(name);
    host.getSourceFile = (name, ...rest) => {
      const text = sources.get(name);
      return text === undefined
        ? getSourceFile(name, ...rest)
        : ts.createSourceFile(name, text, ts.ScriptTarget.ES2023);
    };
    const program = ts.createProgram([...sources.keys()], options, host);
    const problems = [...sources.keys()].flatMap((name) => program.getSemanticDiagnostics(program.getSourceFile(name)));
    expect(problems.map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, "\n"))).toEqual([]);
  });
});

describe("the command", () => {
  /** What the command line makes of a command. */
  async function understood(command: string) {
    const flags = read(command);
    const { data, validation, limit } = flags;
    const sets = await openData({ data, validation, limit, needsValidation: needsValidation(flags) });
    const setup = makeSetup(flags, sets, undefined);
    return {
      network: setup.network,
      training: checkSettings({ ...setup.training, evaluate: evaluated(setup.monitor, sets) }),
      sets,
      evaluate: evaluated(setup.monitor, sets),
    };
  }

  const variants: readonly (readonly [string, Recipe])[] = [
    ...presets.map(({ name, recipe }) => [name, recipe] as const),
    ["the digits' bits", bits],
    ...points.map((recipe, i) => [`points with inputs made of them ${i}`, recipe] as const),
    [
      "every setting that there is",
      {
        network: {
          input: [1, 28, 28],
          layers: [
            { type: "conv2d", filters: 4, kernel: [5, 3], padding: "same", stride: 2, activation: "relu" },
            { type: "batchNorm" },
            { type: "dropout", rate: 0.25, form: "inverted" },
            { type: "dense", units: 10, activation: "tanh", initializer: "he" },
          ],
          seed: 9,
        },
        data: { kind: "mnist", training: 1000, test: 10_000 },
        training: {
          epochs: 3,
          miniBatchSize: 32,
          learningRate: 1e-7,
          optimizer: { type: "adamw", epsilon: 1e-7 },
          schedule: { type: "one-cycle", warmUp: 0.25 },
          regularization: { l1: 0.5, l2: 1e-9 },
          shuffle: false,
          expansion: { rotate: 10, elastic: { alpha: 8, sigma: 4 } },
        },
        measured: { training: 100 },
      },
    ],
    [
      "more images than the book's training set has",
      {
        network: { input: [784], layers: [nndl.dense(10)] },
        data: { kind: "mnist", training: 55_000 },
        training: { epochs: 1, learningRate: 0.5 },
      },
    ],
    [
      "stopping early",
      {
        network: { input: [784], layers: [nndl.dense(10, "softmax")], cost: "log-likelihood" },
        data: { kind: "mnist", training: 1000, validation: 10_000 },
        training: {
          epochs: 9,
          learningRate: 0.5,
          earlyStopping: { patience: 3 },
          watch: { data: "validation", measure: "cost" },
          schedule: "halving",
        },
        measured: { validation: 10_000 },
      },
    ],
  ];

  it.each(inRound(variants))("for %s is understood as the same", async (_, recipe) => {
    const workbench = await open(recipe);
    const path = dataFileOf(workbench.recipe) === undefined ? undefined : await dataFile(workbench);
    const { command } = commandOf(workbench.recipe, { data: path });
    const { network, training, sets, evaluate } = await understood(command!);
    expect(network).toEqual(workbench.recipe.network);
    const { watch, ...settings } = training;
    expect({ ...settings, ...(workbench.recipe.training.watch === undefined ? {} : { watch }) }).toEqual(
      workbench.recipe.training,
    );
    // The same examples, too.
    const trained = nndl.network(network);
    let sha256 = "";
    const run = nndl.train(trained, sets.training, { ...training, evaluate, miniBatchEvents: 5 });
    for await (const event of run) {
      expect(event.type).toBe("mini-batch");
      run.snapshot();
      sha256 = trained.sha256();
      break;
    }
    await workbench.step(5);
    expect(sha256).toBe(workbench.sha256());
    await workbench.close();
  });

  it("says the same as any recipe, as the command line reads it", () => {
    const { sets, few } = standIns();
    const seen = { inLine: 0, inFile: 0, without: 0 };
    fc.assert(
      fc.property(anyRecipe, (input) => {
        const recipe = accepted(input);
        fc.pre(recipe !== undefined);
        const { command, networkFile, without } = commandOf(recipe);
        seen[without !== undefined ? "without" : networkFile === undefined ? "inLine" : "inFile"]++;
        if (command === undefined) return;
        const { network: file, ...flags } = read(command);
        expect(file).toBe(networkFile === undefined ? undefined : "network.json");
        const spec = networkFile === undefined ? undefined : checkNetworkSpec(JSON.parse(networkFile));
        const setup = makeSetup(flags, sets, spec);
        expect(setup.network).toEqual(recipe.network);
        const { watch, ...settings } = checkSettings({ ...setup.training, evaluate: few });
        const { watch: watched, ...wanted } = recipe.training;
        // All examples are as many as there are.
        const all = isFullBatch(wanted.optimizer) ? { miniBatchSize: wanted.miniBatchSize } : {};
        expect({ ...settings, ...all }).toEqual(wanted);
        const goesByIt = wanted.earlyStopping !== undefined || wanted.schedule.type === "halving";
        expect(watch).toEqual(goesByIt ? watched : undefined);
        const { validation, limit } = flags;
        const { training = 50_000 } = recipe.data as { training?: number };
        expect(validation === undefined ? (limit ?? 50_000) : 60_000 - validation).toBe(training);
      }),
      // So many that chance leaves none of the three ways out.
      { numRuns: 300 },
    );
    expect(Object.values(seen).every((times) => times > 0)).toBe(true);
  });

  it("says where there is none", () => {
    const recipe = checkRecipe({ ...variants.at(-1)![1], data: { kind: "mnist", validation: 500 } });
    expect(commandOf(recipe).without).toMatch(/code/);
    const kept = checkRecipe({
      ...variants.at(-1)![1],
      training: { epochs: 9, learningRate: 0.5, earlyStopping: { patience: 3, restoreBest: false } },
    });
    expect(commandOf(kept).without).toMatch(/best weights/);
  });
  it("has a file for a network that no line can hold, and quotes names", () => {
    const flat = checkRecipe({
      ...variants[0]![1],
      network: { input: [10], layers: [{ type: "batchNorm", activation: "linear" }] },
    });
    const { command, networkFile } = commandOf(flat);
    expect(command).toContain("--network network.json");
    expect(checkNetworkSpec(JSON.parse(networkFile!))).toEqual(flat.network);
    const named = checkRecipe({ ...variants[0]![1], data: { kind: "files", name: "Ünïcode $(rm -rf) 'x'.zip" } });
    expect(dataFileOf(named)).toMatch(/^[a-z\d-]+\.npz$/);
  });
});
