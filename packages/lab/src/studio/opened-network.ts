/** A saved network, and what its file says of where it comes from. Loaded only when a file is opened. */
import type { Network } from "nndl";
import { mnistPreparation } from "nndl/sources";
import { settingsAt } from "nndl/spec";
import { checkDataChoice, type DataChoice } from "../training/data-choice.ts";
import { learnedFrom } from "../training/learned-from.ts";
import { readNetwork } from "../training/read-network.ts";
import { type CheckedRecipe, checkRecipe } from "../training/recipe.ts";
import { shownName } from "./given-paths.ts";
import type { Origin } from "./origin.ts";
import { usualFor } from "./presets.ts";

export interface OpenedNetwork {
  /** The network itself. */
  readonly origin: Origin;
  /** The network, its data and how it was trained, as far as the file says; usual settings for what it does not. */
  readonly recipe: CheckedRecipe;
  /** Whether the file itself says what the data are. */
  readonly saysData: boolean;
}

type Notes = Readonly<Record<string, unknown>>;

/**
 * Reads a network's file: the lab's own, the command line's, or the book's.
 *
 * @param now the settings at hand: their data are kept where the network takes them and the file names no others
 * @throws NndlError for what is no network
 */
export function openedNetwork(bytes: Uint8Array, name: string, now: CheckedRecipe | undefined): OpenedNetwork {
  const network = readNetwork(bytes, name);
  const { spec, notes, inputSize } = network;
  const training = (notes.training ?? {}) as Notes;
  const isAtHand = now?.data.kind === "files";
  const said = dataIn(training) ?? (isAtHand ? undefined : ownData(network, training, name));
  const data = said ?? dataLike(inputSize, now);
  const usual = now?.data.kind === data.kind ? now : usualFor(data.kind).recipe;
  const { measured } = usual;
  const whole = (settings: unknown) =>
    checkRecipe({ network: spec, data, training: settings, ...(measured === undefined ? {} : { measured }) });
  return {
    origin: originOf(network, { bytes, name, file: name }),
    recipe: settingsIn(training, whole) ?? whole({ ...usual.training }),
    saysData: said !== undefined,
  };
}

/** A network that a run can start from, with the file that it lies in. */
export function readOrigin(bytes: Uint8Array, name: string, file = name): Origin {
  return originOf(readNetwork(bytes, name), { bytes, name, file });
}

function originOf(network: Network, about: Pick<Origin, "bytes" | "name" | "file">): Origin {
  const { step } = (network.notes.training ?? {}) as Notes;
  return {
    ...about,
    spec: network.spec,
    sha256: network.sha256(),
    learned: learnedFrom(network),
    ...(typeof step === "number" ? { trainedFor: step } : {}),
  };
}

/** The data's recipe, as this lab or the command line writes it. */
function dataIn({ data }: Notes): DataChoice | undefined {
  if (typeof data !== "object" || data === null) return undefined;
  const { choice, source, validation } = data as Notes;
  try {
    if (choice !== undefined) return checkDataChoice(choice);
    if (source !== "mnist") return undefined;
    const aside = typeof validation === "number" ? validation : 10_000;
    return checkDataChoice({ kind: "mnist", training: 60_000 - aside, validation: Math.min(aside, 10_000) });
  } catch {
    return undefined;
  }
}

/** Somebody's own files, where the network's description of its inputs is of such: only their name can be known. */
function ownData({ preparation }: Network, { data }: Notes, name: string): DataChoice | undefined {
  if (preparation === undefined || JSON.stringify(preparation) === JSON.stringify(mnistPreparation)) return undefined;
  const { source } = (typeof data === "object" && data !== null ? data : {}) as Notes;
  const path = typeof source === "string" ? source.split(/[\\/]/).filter((part) => part !== "") : [];
  return { kind: "files", name: shownName(path.at(-1) ?? name) };
}

/** Data that a network with so many inputs can have learned from. */
function dataLike(inputs: number, now: CheckedRecipe | undefined): DataChoice {
  const kind = inputs === 784 ? "mnist" : inputs === 2 ? "toy" : inputs === 1 ? "function" : undefined;
  if (kind === undefined || now?.data.kind === kind || now?.data.kind === "files")
    return now?.data ?? { kind: "mnist" };
  return checkDataChoice(usualFor(kind).recipe.data);
}

/** How it was trained, as it was in the end; undefined where the file does not say it whole. */
function settingsIn(training: Notes, whole: (settings: unknown) => CheckedRecipe): CheckedRecipe | undefined {
  const { step, data: _, command: __, seed: ___, from: ____, freeze: _____, ...settings } = training;
  if (settings.learningRate === undefined || settings.epochs === undefined) return undefined;
  try {
    const recipe = whole(settings);
    return {
      ...recipe,
      training: settingsAt(recipe.training, typeof step === "number" ? step : Number.MAX_SAFE_INTEGER),
    };
  } catch {
    return undefined;
  }
}
