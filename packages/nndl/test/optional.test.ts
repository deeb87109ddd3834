/**
 * Whatever may be left out of what one gives the library may also be given as undefined: options that come from other
 * options then pass under exactOptionalPropertyTypes, too.
 */
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import ts from "typescript-5.9";
import { describe, expect, it } from "vitest";
import {
  activationStatistics,
  calibrationReport,
  certainties,
  chainGradient,
  checkGradients,
  costAlong,
  costOnPlane,
  estimateMemory,
  gradientFlow,
  randomDirection,
  weightStatistics,
} from "../src/analysis/index.ts";
import { classification, Dataset, distorted, expandByShifts, idxDirectory, regression } from "../src/data/index.ts";
import { referenceEngine, wasmEngine } from "../src/engines/index.ts";
import { type OptimizerName, optimizerNames, type ScheduleName, scheduleNames } from "../src/functions/index.ts";
import { generatedImages } from "../src/images/index.ts";
import { dense, layerKind, layerTypes } from "../src/layers/index.ts";
import { checkNetworkSpec, network } from "../src/network/index.ts";
import { platform } from "../src/platform/node.ts";
import { presets } from "../src/presets/index.ts";
import { checkSettings } from "../src/training/index.ts";
import {
  approximateByBumps,
  approximateByDirections,
  approximateByTowers,
  bumpNetwork,
  circularTower,
  stepNetwork,
  towerNetwork,
  towersNetwork,
} from "../src/universality/index.ts";

const root = fileURLToPath(new URL("..", import.meta.url));

/** The declarations of every entry point of the package. */
const entries = Object.values(
  (JSON.parse(readFileSync(`${root}/package.json`, "utf8")) as { exports: Record<string, string | { types?: string }> })
    .exports,
).flatMap((entry) => (typeof entry === "object" && entry.types !== undefined ? [`${root}/${entry.types}`] : []));

const program = ts.createProgram(entries, {
  strict: true,
  exactOptionalPropertyTypes: true,
  module: ts.ModuleKind.NodeNext,
  moduleResolution: ts.ModuleResolutionKind.NodeNext,
  target: ts.ScriptTarget.ES2022,
  lib: ["lib.es2023.d.ts"],
  types: [],
});
const checker = program.getTypeChecker();

/** Goes through all that is exported, to the parameters of every function in it, and to the fields of these. */
class Search {
  readonly found: string[] = [];
  /** How many fields were looked at that may be left out. */
  optional = 0;
  readonly #seen = { given: new Set<ts.Type>(), received: new Set<ts.Type>() };

  /** What a user receives: its functions take something. */
  received(type: ts.Type, path: string): void {
    if (this.#seen.received.has(type)) return;
    this.#seen.received.add(type);
    for (const signature of [...type.getCallSignatures(), ...type.getConstructSignatures()]) {
      for (const parameter of signature.getParameters())
        this.given(checker.getTypeOfSymbol(parameter), `${path}(${parameter.name})`);
      this.received(signature.getReturnType(), `${path}()`);
    }
    if (isOurs(type))
      for (const property of type.getProperties())
        this.received(checker.getTypeOfSymbol(property), `${path}.${property.name}`);
  }

  /** What a user gives: its fields may be left out. */
  given(type: ts.Type, path: string): void {
    if (this.#seen.given.has(type)) return;
    this.#seen.given.add(type);
    if (type.isUnionOrIntersection()) for (const part of type.types) this.given(part, path);
    else if (type.flags & ts.TypeFlags.TypeParameter) this.given(checker.getBaseConstraintOfType(type) ?? type, path);
    // A run that one gives was made by the library, with the events that it has.
    if (!isOurClass(type))
      for (const argument of checker.getTypeArguments(type as ts.TypeReference)) this.given(argument, `${path}[]`);
    if (!isOurs(type)) return;
    for (const property of type.getProperties()) {
      const value = checker.getTypeOfSymbol(property);
      if (property.flags & ts.SymbolFlags.Optional) {
        this.optional++;
        const takesUndefined = (value.isUnion() ? value.types : [value]).includes(checker.getUndefinedType());
        if (!takesUndefined) this.found.push(`${path}.${property.name}`);
      }
      this.given(value, `${path}.${property.name}`);
    }
  }
}

/** Whether a type is written in the package, and no class: a Dataset that one gives was made by the library. */
function isOurs(type: ts.Type): boolean {
  if (declarationsOf(type).some(ts.isClassDeclaration)) return false;
  return declarationsOf(type).some(isHere) || type.isIntersection();
}

function isOurClass(type: ts.Type): boolean {
  return declarationsOf(type).some((declaration) => ts.isClassDeclaration(declaration) && isHere(declaration));
}

function declarationsOf(type: ts.Type): readonly ts.Declaration[] {
  return (type.aliasSymbol ?? type.symbol)?.declarations ?? [];
}

function isHere(declaration: ts.Declaration): boolean {
  return declaration.getSourceFile().fileName.startsWith(`${root}dist`);
}

describe("what may be left out", () => {
  const search = new Search();
  for (const entry of entries) {
    const module = checker.getSymbolAtLocation(program.getSourceFile(entry)!)!;
    for (const exported of checker.getExportsOfModule(module)) {
      const symbol = exported.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(exported) : exported;
      if (symbol.flags & ts.SymbolFlags.Value) search.received(checker.getTypeOfSymbol(symbol), symbol.name);
      if (symbol.flags & ts.SymbolFlags.Type) search.received(checker.getDeclaredTypeOfSymbol(symbol), symbol.name);
    }
  }

  it("may be undefined", () => {
    expect(search.found).toEqual([]);
  });

  it("was found", () => {
    expect(entries.length).toBeGreaterThan(0);
    expect(search.optional).toBeGreaterThan(100);
  });
});

/** What is called, the names that it may be given, and the call. */
type Sample = readonly [what: string, names: string, call: (options?: object) => unknown];

describe("undefined is the same as nothing", () => {
  const toy = classification([[0], [1]], [0, 1]);
  const images = generatedImages(1, 2, 2, [1, 4, 4]);
  const spec = { input: [1], layers: [dense(2)] };
  const box = [{ from: 0.2, to: 0.4 }];
  const settings = { epochs: 1, learningRate: 1, evaluate: { toy } };
  const layers = layerTypes.flatMap((type) =>
    layerKind(type).samples.good.map((sample): Sample => {
      const complete = layerKind(type).check(sample.spec, { initializer: "he" }, type);
      const left = Object.keys(complete).filter((name) => !(name in sample.spec));
      const call = (options = {}) =>
        checkNetworkSpec({ input: sample.input, layers: [...(sample.before ?? []), { ...sample.spec, ...options }] });
      return [JSON.stringify(sample.spec), left.join(" "), call];
    }),
  );
  const named = (what: "optimizer" | "schedule", names: readonly OptimizerName[] | readonly ScheduleName[]) =>
    names.map((type): Sample => {
      const { type: _, ...rest } = checkSettings({ ...settings, [what]: type })[what];
      return [type, Object.keys(rest).join(" "), (given) => checkSettings({ ...settings, [what]: { type, ...given } })];
    });

  const samples: readonly Sample[] = [
    ...layers,
    ...named("optimizer", optimizerNames),
    ...named("schedule", scheduleNames),
    ["network", "cost seed initializer", (given) => network({ ...spec, ...given }).sha256()],
    ["dense", "initializer", (given) => checkNetworkSpec({ input: [1], layers: [dense(2, "relu", given)] })],
    [
      "checkSettings",
      "miniBatchSize optimizer schedule regularization shuffle expansion watch earlyStopping engine signal resume",
      (given) => checkSettings({ ...settings, ...given }),
    ],
    ["watch", "data measure", (watch = {}) => checkSettings({ ...settings, watch })],
    [
      "earlyStopping",
      "restoreBest",
      (given) => checkSettings({ ...settings, earlyStopping: { patience: 1, ...given } }),
    ],
    ["regularization", "l1 l2", (regularization = {}) => checkSettings({ ...settings, regularization })],
    ["expansion", "shift rotate scale skew elastic", (expansion = {}) => checkSettings({ ...settings, expansion })],
    ["Dataset", "name scale", (given) => new Dataset({ ...toy, ...given })],
    ["classification", "name shape classes", (given) => classification([[1], [2]], [0, 1], given)],
    ["regression", "name shape outputs", (given) => regression([[1], [2]], [0, 1], given)],
    ["distorted", "seed epoch examples", (given) => distorted(images, { rotate: 9 }, given)],
    ["expandByShifts", "seed shuffle", (given) => expandByShifts(images, given)],
    ["checkGradients", "examples epsilon rtol atol", (given) => checkGradients(network(spec), toy, given)],
    ["gradientFlow", "engine threads signal onProgress", (given) => gradientFlow(network(spec), toy, given)],
    [
      "chainGradient",
      "input target activation cost",
      (given) => chainGradient({ weights: [1], biases: [1], ...given }),
    ],
    [
      "calibrationReport",
      "bins",
      (given) =>
        calibrationReport(
          toy,
          [
            [1, 0],
            [0, 1],
          ],
          given,
        ),
    ],
    [
      "certainties",
      "count",
      (given) =>
        certainties(
          toy,
          [
            [1, 0],
            [0, 1],
          ],
          given,
        ),
    ],
    ["weightStatistics", "quantiles bins", (given) => weightStatistics(network(spec), given)],
    [
      "activationStatistics",
      "quantiles bins saturation engine threads signal onProgress",
      (given) => activationStatistics(network(spec), toy, given),
    ],
    [
      "costAlong",
      "from to points engine threads signal onProgress",
      (given) => costAlong(network(spec), randomDirection(network(spec), 1), toy, given),
    ],
    [
      "costOnPlane",
      "u v",
      (given) => costOnPlane(network(spec), [new Map(), randomDirection(network(spec), 1)], toy, given),
    ],
    ["estimateMemory", "miniBatchSize optimizer dataBytes checkpoints", (given) => estimateMemory(spec, given)],
    ["ksh", "side maps units classes seed", (given) => presets.ksh.network(given)],
    ["bumpNetwork", "steepness output", (given) => bumpNetwork([{ from: 0, to: 1, height: 1 }], given).sha256()],
    ["stepNetwork", "direction steepness", (given) => stepNetwork(0.5, given).sha256()],
    ["towerNetwork", "height steepness bias output", (given) => towerNetwork(box, given).sha256()],
    ["towersNetwork", "height steepness output", (given) => towersNetwork([{ box, weights: [1] }], given).sha256()],
    ["circularTower", "directions steepness", (given) => circularTower([0.5, 0.5], 0.2, given).sha256()],
    [
      "approximateByBumps",
      "overlap samples steepness output",
      (given) => approximateByBumps((x) => x, { bumps: 3, ...given }).sha256(),
    ],
    [
      "approximateByTowers",
      "overlap samples steepness output height",
      (given) => approximateByTowers((x) => x, { inputs: 1, perSide: 3, ...given }).sha256(),
    ],
    [
      "approximateByDirections",
      "towers steepness",
      (given) => approximateByDirections((x) => x, { directions: 4, steps: 4, ...given }).sha256(),
    ],
    ...[wasmEngine, referenceEngine].flatMap((engine): Sample[] => {
      const open = (given?: object) => engine.open(network(spec), given);
      return [
        [`${engine.name}: open`, "threads miniBatchSize", async (given) => (await open(given)).threads],
        [`${engine.name}: load`, "changing", async (given) => (await open()).load(toy, given).data],
        [
          `${engine.name}: gradients`,
          "training step",
          async (given) => {
            const session = await open({ threads: 1 });
            return session.gradients(session.load(toy), Uint32Array.of(0), given);
          },
        ],
      ];
    }),
  ];

  it.each(samples)("to %s", async (_, names, call) => {
    const nothing = names === "" ? [] : names.split(" ").map((name) => [name, undefined]);
    expect(await call(Object.fromEntries(nothing))).toEqual(await call());
  });

  it("to a folder of IDX files", async () => {
    const from = platform.mnistDirectory()!;
    const given = { classes: undefined, scale: undefined, name: undefined };
    expect((await idxDirectory(from, given)).test.targets).toEqual((await idxDirectory(from)).test.targets);
  });
});
