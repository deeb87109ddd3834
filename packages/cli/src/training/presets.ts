/** Networks that have a name, with the settings that they are trained with: where `nndl train --preset` starts from. */

import type { Named } from "@nndl/words/named";
import { defaults } from "@nndl/words/train-defaults";
import type { TrainFlags } from "@nndl/words/train-options";
import type { NetworkInput, NetworkSpec, OptimizerSpec, ScheduleSpec } from "nndl";
import { type PresetName, presets } from "nndl/presets";
import { splitNamed } from "nndl/sources";
import { checkNetworkSpec } from "nndl/spec";
import { bookExperiment } from "../named-networks.ts";
import { UsageError } from "../usage-error.ts";

export interface TrainPreset {
  readonly network: NetworkInput;
  /** What one would have to write without it. */
  readonly flags: TrainFlags;
}

/**
 * The preset of a name: "lenet5", "book:ch6/relu", "book:E6.6".
 *
 * @throws UsageError "option.preset", with the nearest name
 */
export async function presetFor(name: string): Promise<TrainPreset> {
  return Object.hasOwn(presets, name) ? wellKnown(name as PresetName) : ofTheBook(name);
}

/** @throws UsageError "option.data" for a network of texts where no data are named, as there is none to take instead */
export function checkHasText({ preset, data }: TrainFlags): void {
  if (data !== undefined || preset === undefined || !Object.hasOwn(presets, preset)) return;
  if (presets[preset as PresetName].data !== "text") return;
  throw new UsageError("option.data", {
    received: `--preset ${preset} without --data`,
    expected: "a network of characters must have a text to learn from",
    next: `Name one: --preset ${preset} --data text:FILE.`,
  });
}

/** The preset of networks that read a text. */
const forTexts = "char-lstm";

/** What was asked for, completed, and in a sentence what was taken that nobody said. */
export interface Usual {
  readonly flags: TrainFlags;
  readonly spec?: NetworkSpec;
  readonly usual?: string | undefined;
}

/**
 * What a text is learned with where nobody says: the network of the preset for texts, and its settings. Who names layers or an
 * optimizer has something else in mind, and the preset's of the other remains. Other data have defaults of their own.
 */
export async function usualFor(flags: TrainFlags): Promise<Usual> {
  const { data, layers, optimizer, momentum } = flags;
  const isOwn = optimizer !== undefined || momentum !== undefined;
  if (data === undefined || splitNamed(data)?.name !== "text" || (layers !== undefined && isOwn)) return { flags };
  const preset = await presetFor(forTexts);
  const { steps = 0, ...training } = preset.flags;
  const how = isOwn ? {} : training;
  if (layers !== undefined)
    return {
      flags: overPreset(flags, { ...preset, flags: how }),
      usual: `A text: settings of --preset ${forTexts}, as no optimizer is named.`,
    };
  const all = { ...overPreset(flags, { ...preset, flags: { ...how, steps } }), preset: forTexts };
  const spec = presetNetwork(preset, all);
  const taken = isOwn ? "network" : "network and settings";
  return { flags: all, spec, usual: `A text: ${taken} of --preset ${forTexts}, as no others are named.` };
}

/** Options with a preset's under them. One that says the same in other words takes the place of the preset's. */
export function overPreset(given: TrainFlags, { flags }: TrainPreset): TrainFlags {
  const { weightDecay, lambda, optimizer, ...others } = flags;
  const decays = given.lambda !== undefined || given.weightDecay !== undefined;
  return {
    ...others,
    ...(decays || weightDecay === undefined ? {} : { weightDecay }),
    ...(decays || lambda === undefined ? {} : { lambda }),
    ...(given.momentum !== undefined || optimizer === undefined ? {} : { optimizer }),
    ...given,
  };
}

/** A preset's network, with what somebody wants otherwise: another cost, other activations or first weights, a seed. */
export function presetNetwork({ network }: TrainPreset, flags: TrainFlags): NetworkSpec {
  const last = network.layers.length - 1;
  const { activation, output, cost = network.cost, init, seed = defaults.seed } = flags;
  return checkNetworkSpec({
    ...network,
    layers: network.layers.map((layer, index) => {
      const wanted = index === last ? output : activation;
      return {
        ...layer,
        ...("activation" in layer && wanted !== undefined ? { activation: wanted } : {}),
        // Many a preset's layers name their own: who asks for another means all of them.
        ...("initializer" in layer && init !== undefined ? { initializer: init } : {}),
      };
    }),
    ...(cost === undefined ? {} : { cost }),
    ...(init === undefined ? {} : { initializer: init }),
    seed,
  });
}

function wellKnown(name: PresetName): TrainPreset {
  const { network, training, data } = presets[name];
  const { epochs, miniBatchSize, learningRate, optimizer, schedule, weightDecay } = training;
  const described = network();
  return {
    network: described,
    flags: {
      epochs,
      batch: miniBatchSize,
      lr: learningRate,
      // Which text it reads, only its owner can say.
      ...(data === "text" ? { steps: described.input[0] } : { data }),
      optimizer: named<OptimizerSpec["type"]>(optimizer),
      schedule: named<ScheduleSpec["type"]>(schedule),
      ...(weightDecay === 0 ? {} : { weightDecay }),
    },
  };
}

/** An experiment's network and settings. */
async function ofTheBook(name: string): Promise<TrainPreset> {
  const { network, training, expansion, evaluation, reading } = (await bookExperiment(name)).recipe;
  const { epochs, miniBatchSize, learningRate, regularization, optimizer, schedule, shuffle } = training;
  return {
    network,
    flags: {
      epochs,
      lr: learningRate,
      ...(miniBatchSize === undefined ? {} : { batch: miniBatchSize }),
      ...(optimizer === undefined ? {} : { optimizer: named(optimizer) }),
      ...(schedule === undefined ? {} : { schedule: named(schedule) }),
      ...(regularization?.l2 === undefined ? {} : { lambda: regularization.l2 }),
      ...(regularization?.l1 === undefined ? {} : { l1: regularization.l1 }),
      ...(shuffle === false ? { order: "fixed" } : {}),
      ...(expansion === undefined ? {} : { expand: "book" }),
      monitor: reading === "best validation" ? ["validation", evaluation] : [evaluation],
    },
  };
}

function named<Name extends string>(choice: Name | { readonly type: Name }): Named<Name> {
  return (typeof choice === "string" ? { type: choice } : choice) as Named<Name>;
}
