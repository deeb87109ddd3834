/** From what was typed to experiments. */
import type { Experiment } from "@nndl/book";
import { closest } from "../options/closest.ts";
import { quote, UsageError } from "../usage-error.ts";

/**
 * The experiments that any of the words names, in the book's order: a name, a row's number, a chapter, "all", or any of these
 * with * and ? for what is left open.
 *
 * @throws UsageError "experiment.name" for a word that names none
 */
export function chooseExperiments(words: readonly string[], experiments: readonly Experiment[]): readonly Experiment[] {
  const chosen = new Set(words.flatMap((word) => meant(word, experiments)));
  return experiments.filter((experiment) => chosen.has(experiment));
}

function meant(word: string, experiments: readonly Experiment[]): readonly Experiment[] {
  if (word.toLowerCase() === "all") return experiments;
  const pattern = patternOf(word);
  const found = experiments.filter((experiment) => callsOf(experiment).some((call) => pattern.test(call)));
  if (found.length > 0) return found;
  throw new UsageError("experiment.name", {
    received: quote(word),
    expected: "nndl reproduce must be given experiments, by their names, numbers or chapters",
    next: `${suggestion(word, experiments)}"nndl reproduce" lists them.`,
  });
}

/** All that an experiment answers to. */
function callsOf({ name, id, rows = [] }: Experiment): string[] {
  return [name, name.replace(/\/.*/, ""), id, ...rows];
}

function patternOf(word: string): RegExp {
  const plain = word.replace(/\/$/, "").replaceAll(/[.+^${}()|[\]\\]/g, "\\$&");
  return new RegExp(`^${plain.replaceAll(/\*+/g, ".*").replaceAll("?", ".")}$`, "i");
}

function suggestion(word: string, experiments: readonly Experiment[]): string {
  const bare = (name: string) => name.replace(/^.*\//, "");
  const near = closest(
    word,
    experiments.flatMap((experiment) => [...callsOf(experiment), bare(experiment.name)]),
  );
  const found = experiments.find((each) => callsOf(each).includes(near ?? "") || bare(each.name) === near);
  if (near === undefined || found === undefined) return "";
  // A chapter or a row is suggested as such, the last part of a name with the rest of it.
  return `Did you mean ${callsOf(found).includes(near) ? near : found.name}? `;
}
