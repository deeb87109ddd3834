/** Networks that have a name: well-known ones, and those of the book's experiments. */
import type { Experiment, TrainingRecipe } from "@nndl/book";
import type { NetworkSpec, OptimizerSpec } from "nndl";
import { type PresetName, presetNames, presets } from "nndl/presets";
import { checkNetworkSpec } from "nndl/spec";
import { closest } from "./options/closest.ts";
import { quote, UsageError } from "./usage-error.ts";

export interface NamedNetwork {
  readonly spec: NetworkSpec;
  readonly title: string;
  /** How it is trained, as far as that decides the memory it takes. */
  readonly training: { readonly miniBatchSize: number; readonly optimizer: OptimizerSpec };
}

const bookPrefix = "book:";

/**
 * The network of a name: "ksh", "book:ch1/first-network", "book:E1.1".
 *
 * @throws UsageError "option.preset", with the names that there are
 */
export async function namedNetwork(name: string): Promise<NamedNetwork> {
  if (Object.hasOwn(presets, name)) {
    const { title, source, network, training } = presets[name as PresetName];
    return { spec: checkNetworkSpec(network()), title: `${title} (${source})`, training };
  }
  const { id, title, recipe } = await bookExperiment(name);
  const { network, training } = recipe;
  const { miniBatchSize = 10, optimizer = { type: "sgd" } } = training;
  return {
    spec: checkNetworkSpec(network),
    title: `${id}, ${title}`,
    training: { miniBatchSize, optimizer: optimizer as OptimizerSpec },
  };
}

/**
 * The experiment behind a name that begins with "book:", and how it trains; of an ensemble, how each of its members is trained.
 *
 * @throws UsageError "option.preset", with the names that there are
 */
export async function bookExperiment(
  name: string,
): Promise<Pick<Experiment, "id" | "name" | "title"> & { readonly recipe: TrainingRecipe }> {
  const { experiments } = await import("@nndl/book");
  const trained = experiments.flatMap(({ id, name: own, title, member, training: recipe = member?.training }) =>
    recipe === undefined ? [] : [{ id, name: own, title, recipe }],
  );
  const found = trained.find(({ name: own, id }) => name === bookPrefix + own || name === bookPrefix + id);
  if (found === undefined) throw unknown(name, [...presetNames, ...trained.map(({ name: own }) => bookPrefix + own)]);
  return found;
}

function unknown(name: string, names: readonly string[]): UsageError {
  const near = closest(name, names);
  return new UsageError("option.preset", {
    received: quote(name),
    expected: `--preset must be one of ${presetNames.join(", ")}, or ${bookPrefix} and the name of an experiment`,
    next: near === undefined ? '"nndl reproduce --list" lists the experiments.' : `Did you mean ${near}?`,
  });
}
