// node scripts/features.mjs: writes docs/features.md from the registries of the built library, so that the page says
// what is there. What people look for is listed by hand, and said to be missing until it is there.
import { writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { root } from "./prepare.mjs";

export const pagePath = `${root}docs/features.md`;

/** What people look for and may not find. */
export const wanted = {
  layers: ["recurrent", "lstm", "dilated and transposed convolutions", "attention"],
  activations: ["mish", "softplus", "maxout"],
  optimizers: ["adagrad"],
  formats: ["ONNX"],
  engines: ["webgpu"],
};

/**
 * The page as Markdown; `nndl` is the library with all its names, `entries` its entry points, `kinds` the names of what the
 * wasm engine has kernels for.
 */
export function featuresPage(nndl, entries, kinds) {
  const all = { layers: nndl.layerKinds, activations: nndl.activations, costs: nndl.costs };
  const slow = Object.entries(all).flatMap(([kind, registry]) =>
    Object.keys(registry).filter((name) => !kinds[kind].includes(name)),
  );
  const exported = (name) => {
    if (nndl[name] === undefined) throw new Error(`the library exports no ${name}: correct scripts/features.mjs`);
    return code(name);
  };
  const absent = (kind, registry = {}) => {
    const missing = wanted[kind].filter((name) => !Object.hasOwn(registry, name));
    return missing.length > 0 ? `**Missing:** ${missing.join(", ")}.` : "";
  };
  const costsAfter = (activation) =>
    Object.values(nndl.costs)
      .filter(({ outputs }) => outputs.includes(activation))
      .map(({ name }) => name)
      .join(", ");

  return [
    "# What the library can do",
    "",
    "Written by `node scripts/features.mjs` from the registries of the library; a test compares this page with them.",
    "What a program can name is in the first column, with the settings that it may be given and their defaults. What is",
    "not listed is not there; what people look for first is named as missing.",
    "",
    ...section("Layers", [
      table(
        ["layer", "for example", "parameters for that example"],
        Object.values(nndl.layerKinds).map((kind) => {
          const { spec, input } = kind.samples.good[0];
          const checked = kind.check({ ...spec }, { initializer: "scaled-gaussian" }, kind.type);
          const parameters = kind.parameters(checked, input).map(({ name, shape }) => `${name} [${shape.join(", ")}]`);
          return [
            code(kind.type),
            `${kind.describe(checked)}, on ${input.join(" × ")} inputs`,
            parameters.join(", ") || "none",
          ];
        }),
      ),
      "",
      "Of any depth and any width; inputs have the shape [n] or [channels, height, width]. A layer that comes after an image",
      "and takes no image, such as dense, takes its values in a row.",
      "",
      absent("layers", nndl.layerKinds),
    ]),
    ...section("Networks in one line", [
      `${exported("parseLayers")} reads this notation and ${exported("formatLayers")} writes it; on the command line it is`,
      '`--layers "28x28 conv20x5 pool2 conv40x5 pool2 dense100 softmax10"`.',
      "",
      table(
        ["written", "meaning"],
        nndl.notationLines.map(([written, meaning]) => [code(written), meaning]),
      ),
    ]),
    ...section("Activations", [
      table(
        ["activation", "formula", "values", "costs that it can end in", "source"],
        Object.values(nndl.activations).map(({ name, formula, range, source }) => [
          code(name),
          code(formula),
          range,
          costsAfter(name),
          source,
        ]),
      ),
      "",
      absent("activations", nndl.activations),
    ]),
    ...section("Costs", [
      table(
        ["cost", "formula for one example", "output activations", "source"],
        Object.values(nndl.costs).map(({ name, formula, outputs, source }) => [
          code(name),
          code(formula),
          outputs.join(", "),
          source,
        ]),
      ),
      "",
      "Any other pair of cost and output activation is refused. The cost of a data set is the mean over its examples.",
    ]),
    ...section("First weights", [named("initializer", nndl.initializers)]),
    ...section("Regularization", [
      named("regularizer", nndl.regularizers),
      "",
      "n is the number of training examples, whatever data the cost is measured on; biases are left alone. Dropout is a layer,",
      "and expansion of the training data is under Data.",
    ]),
    ...section("Optimizers", [
      named("optimizer", nndl.miniBatchOptimizers),
      "",
      "These follow the gradient of each mini-batch. Those below look at all examples before each step, which is an epoch, and",
      "look for its length themselves; they need a cost that depends on the weights alone and has a slope everywhere, so that",
      "dropout, batch normalization that learns, distortions and L1 are refused. L2 is part of that cost.",
      "",
      named("optimizer", nndl.fullBatchOptimizers),
      "",
      absent("optimizers", nndl.optimizers),
    ]),
    ...section("Learning-rate schedules", [
      table(
        ["schedule", "learning rate", "settings", "changes", "source"],
        Object.values(nndl.schedules).map((schedule) => [
          code(schedule.name),
          code(schedule.formula),
          settings(schedule),
          changes(schedule),
          schedule.source,
        ]),
      ),
    ]),
    ...section("Engines", [
      table(
        ["engine", "numbers", "threads", "what for"],
        [
          [code(nndl.wasmEngine.name), "float32, the same bits everywhere", "1 to 64", "training and using networks"],
          [
            code(nndl.referenceEngine.name),
            "float64, the same bits everywhere",
            "1",
            "the readable definition that the other is tested against",
          ],
        ],
      ),
      "",
      slow.length === 0
        ? "Both compute everything on this page."
        : `Only the reference engine computes ${slow.map(code).join(", ")}; the other refuses it by name.`,
      "",
      absent("engines"),
    ]),
    ...section("Data", [
      table(
        ["what", "function"],
        [
          ["MNIST as the book divides it, checked by its MD5", exported("mnist")],
          ["any four IDX files, raw or gzipped", exported("idxDirectory")],
          ["one pair of IDX files", exported("idxDataset")],
          ["rows of numbers with classes", exported("classification")],
          ["rows of numbers with numbers as targets", exported("regression")],
          ["inputs as their own targets", exported("autoencoder")],
          ["consecutive parts of a data set", exported("split")],
          ["features in another order, the same for all examples (permuted pixels)", exported("permuted")],
          ["the book's five images for one, shifted by a pixel", exported("expandByShifts")],
          ["images shifted, rotated, skewed, scaled and bent at random, by seed and epoch", exported("distorted")],
          ["the book's guess by average darkness", exported("averageDarkness")],
          ["images of any size and number of classes, made by rule", exported("generatedImages")],
          [
            "photographs resized, cropped and mirrored",
            `${exported("resizeShorterSide")}, ${exported("cropImage")}, …`,
          ],
          [
            "the KSH network's preprocessing: kept, trained with, tested with",
            `${exported("storedPhotograph")}, ${exported("trainingCrop")}, ${exported("testCrops")}`,
          ],
        ],
      ),
    ]),
    ...section("Well-known networks", [
      table(
        ["preset", "what it is", "parameters", "source"],
        Object.entries(nndl.presets).map(([name, { title, network, source }]) => [
          code(name),
          title,
          nndl.totalCosts(nndl.layerCosts(network())).parameters.toLocaleString("en"),
          source,
        ]),
      ),
      "",
      "`nndl inspect --preset NAME` shows one layer by layer, `nndl train --preset NAME` trains it with the settings of its",
      "source; any option beside it changes one of them. The KSH network takes images made by rule where no others are named,",
      "and needs larger first weights to learn from so few:",
      "`nndl train --preset ksh --init he --batch 8 --lr 0.002 --epochs 5`.",
    ]),
    ...section("Ensembles", [
      table(
        ["what", "function"],
        [
          ["several networks on the same data: each, the vote, the averaged outputs", exported("judgeEnsemble")],
          ["several networks on one input", exported("predictEnsemble")],
          ["the class that most members predict, as the book has it", exported("majorityVote")],
          ["where members agree", exported("agreementOf")],
          ["one network on ten parts of an image", exported("predictTenCrop")],
        ],
      ),
    ]),
    ...section("Networks made by hand", [
      "Chapter 4's constructions: networks that compute a function without training, and can be trained further.",
      "",
      table(
        ["what", "function"],
        [
          ["a step, in one input or in any direction", `${exported("stepNeuron")}, ${exported("stepNetwork")}`],
          ["bumps of given heights", `${exported("bumpNetwork")}, ${exported("equalBumps")}`],
          ["any function of one input, by N bumps, laid over one another or not", exported("approximateByBumps")],
          ["any function of one input, by rectified linear units", exported("approximateByReLU")],
          ["straight lines through given points", exported("interpolateByReLU")],
          [
            "a tower over a box of m inputs, and sums of towers",
            `${exported("towerNetwork")}, ${exported("towersNetwork")}`,
          ],
          ["any function of m inputs with n outputs, by towers", exported("approximateByTowers")],
          ["a round tower from steps in many directions", exported("circularTower")],
          ["any function of two inputs in one hidden layer", exported("approximateByDirections")],
          ["several networks beside one another as one", exported("glue")],
          ["the one layer that a network of linear layers is", exported("collapseLinear")],
          ["how far a network is from a function", exported("measureApproximation")],
          [
            "the score of the book's challenge, and the best one",
            `${exported("designScore")}, ${exported("bestDesign")}`,
          ],
        ],
      ),
      "",
      "On the command line: `nndl approximate`, which reads formulas.",
    ]),
    ...section("Training", [
      table(
        ["what", "how"],
        [
          ["epochs and mini-batches as an async iterator of events", exported("train")],
          ["cost and accuracy on any data sets after each epoch", "`evaluate: { test, … }`"],
          ["stop on no improvement, restore the best weights", "`earlyStopping: { patience }`"],
          ["images distorted anew in each epoch, made beside the training", "`expansion`"],
          ["training against an attack, each mini-batch changed by the weights of that moment", "`adversarial`"],
          ["cancel at the next mini-batch", "`signal`"],
          ["events between epochs", "`miniBatchEvents`"],
          ["go on to the same bits as a run that was never interrupted", "`resume`"],
          ["checkpoints that survive a crash", exported("Checkpoints")],
          ["backpropagation against central differences", exported("checkGradients")],
          ["parameters and multiply-adds of each layer, before anything is allocated", exported("layerCosts")],
          ["memory and time that a network will need here", exported("forecast")],
          [
            "gradients by parameter and by input, of a cost of one's own too, inference, evaluation",
            "a session: `engine.open(network)`",
          ],
        ],
      ),
    ]),
    ...section("Looking into networks", [
      table(
        ["what", "function"],
        [
          [
            "answers by class and altogether, or how near values are met",
            `${exported("reportOn")}, ${exported("classReport")}, ${exported("valueReport")}`,
          ],
          ["a network's outputs for a data set, for several reports", exported("outputsOn")],
          ["whether it is right as often as it is certain", exported("calibrationReport")],
          ["what it is most and least certain of", exported("certainties")],
          ["the classes that are taken for one another", exported("confusedPairs")],
          ["how its weights are distributed", exported("weightStatistics")],
          ["how its activations are, what is saturated, what is dead", exported("activationStatistics")],
          ["how fast each layer and each neuron learns", exported("gradientFlow")],
          ["the same before a run's first epoch and after each", exported("followGradients")],
          [
            "the gradient of a chain of neurons as a product, and one that explodes",
            `${exported("chainGradient")}, ${exported("chainNetwork")}, ${exported("explodingChain")}`,
          ],
          ["the errors of dense layers as a product of matrices, with their norms", exported("errorProduct")],
          [
            "for how wide a range of inputs a gradient does not shrink",
            `${exported("growthWidth")}, ${exported("widestGrowth")}`,
          ],
          [
            "the cost along a line through the space of weights: at random, or from network to network",
            `${exported("costAlong")}, ${exported("randomDirection")}, ${exported("directionBetween")}`,
          ],
          [
            "the cost on a plane through it: at random, or through three networks",
            `${exported("costOnPlane")}, ${exported("planeThrough")}`,
          ],
          ["a neuron that hands a number on nearly unchanged", exported("identityNeuron")],
        ],
      ),
    ]),
    ...section("Inputs made to be misread", [
      table(
        ["what", "function"],
        [
          ["changes within ε, in L∞ and L2, away from a class or towards one", exported("attack")],
          [
            "the methods of papers: one step, several, from random starts",
            `${exported("fastGradientSign")}, ${exported("iteratedGradientSign")}, ${exported("projectedGradient")}`,
          ],
          ["the smallest change that is enough", `${exported("smallestChanges")}, ${exported("deepFool")}`],
          [
            "noise that is read with great confidence, by gradients and without",
            `${exported("ascendFromNoise")}, ${exported("evolve")}`,
          ],
          ["one change for all inputs", exported("universalChange")],
          ["how much of what is made for one network another misreads", exported("transferOf")],
          ["the size of changes in the norms of papers", exported("changeSizes")],
        ],
      ),
      "",
      "On the command line: `nndl attack`.",
    ]),
    ...section("Files", [
      table(
        ["format", "read", "written"],
        [
          ["a network as safetensors", "`Network.load`", "`network.save`"],
          ["a network as the book's network2 JSON (sigmoid layers)", "`Network.load`", "`network.save`"],
          ["a checkpoint, which is a network's file too", exported("decodeCheckpoint"), exported("encodeCheckpoint")],
          ["any safetensors", exported("decodeSafetensors"), exported("encodeSafetensors")],
          ["IDX", exported("parseIdx"), "no"],
          ["gzip", exported("gunzip"), "no"],
        ],
      ),
      "",
      absent("formats"),
    ]),
    ...section("Where the names are", [
      'A program imports a name from its entry point: `import { train } from "nndl"`, `import { glue } from',
      '"nndl/universality"`. Types are beside the functions that take or give them.',
      "",
      table(
        ["entry point", "names"],
        Object.entries(entries).map(([entry, names]) => [code(entry), Object.keys(names).sort().map(code).join(", ")]),
      ),
    ]),
  ].join("\n");
}

/** A registry whose members have a formula and a source, and perhaps settings. */
function named(what, registry) {
  const members = Object.values(registry);
  const settable = members.some(({ defaults }) => defaults !== undefined);
  return table(
    [what, "formula", ...(settable ? ["settings"] : []), "source"],
    members.map((member) => [
      code(member.name),
      code(member.formula),
      ...(settable ? [settings(member)] : []),
      member.source,
    ]),
  );
}

function settings({ defaults }) {
  const list = Object.entries(defaults).map(([name, value]) => `${name} ${readable(value)}`);
  return list.length === 0 ? "none" : list.join(", ");
}

function changes({ perStep, onPlateau, defaults }) {
  if (perStep) return "with every mini-batch";
  if (onPlateau !== undefined) return "when nothing improves any longer";
  return Object.keys(defaults).length === 0 ? "never" : "after some epochs";
}

/** 1/128 rather than 0.0078125. */
function readable(value) {
  return value < 0.01 && Number.isInteger(1 / value) && Math.log2(1 / value) % 1 === 0
    ? `1/${1 / value}`
    : String(value);
}

function section(title, lines) {
  return [`## ${title}`, "", ...lines, ""];
}

function table(head, rows) {
  const line = (cells) => `| ${cells.join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}

/** A bar ends a table's cell, in code too. */
function code(text) {
  return `\`${text.replaceAll("|", "\\|")}\``;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { entries, library } = await import("./library.mjs");
  const { kindsWithKernels } = await import("../packages/nndl/dist/engines/wasm/check-kernels.js");
  writeFileSync(pagePath, featuresPage(library, entries, kindsWithKernels));
}
