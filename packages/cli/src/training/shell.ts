/** Writing down commands that can be typed again. */
import { shorten } from "../describe-network.ts";
import { type Expansion, formatExpansion } from "../options/expand.ts";
import { formatNamed, type Named } from "../options/named.ts";
import type { Plan } from "./plan.ts";
import type { PresetChanges } from "./presets.ts";
import { shellQuote } from "./shell-quote.ts";

/** How this command is called here: from a clone, npm knows where it is. */
export function commandName(environment: Readonly<Record<string, string | undefined>>): string {
  return environment.npm_command === undefined ? "nndl" : "npx nndl";
}

/** What a plan does not say itself. */
export interface CommandParts {
  /** A network's file, if it came from one. */
  readonly file?: string | undefined;
  /** A preset's name, if it came from one. */
  readonly preset?: string | undefined;
  /** What was wanted otherwise than the preset has it. */
  readonly changes?: PresetChanges | undefined;
  readonly source: string;
  readonly validation?: number | undefined;
  readonly limit?: number | undefined;
  /** The book's expansion, which is one of the data. */
  readonly expand?: Expansion | undefined;
}

/** The command that trains the same network again, with nothing left to defaults that decides the outcome. */
export function commandFor({ network, training, monitor }: Plan, parts: CommandParts): string {
  const words: string[] = ["nndl", "train"];
  const add = (flag: string, value: string | number | undefined) => {
    if (value !== undefined) words.push(flag, shellQuote(String(value)));
  };
  if (parts.file !== undefined) words.push(shellQuote(parts.file));
  else if (parts.preset !== undefined) {
    add("--preset", parts.preset);
    const { activation, output, cost, init } = parts.changes ?? {};
    add("--activation", activation);
    add("--output", output);
    add("--cost", cost);
    add("--init", init);
  } else {
    const { layers, activation, output, initializer } = shorten(network);
    add("--layers", layers);
    add("--activation", activation === "sigmoid" ? undefined : activation);
    add("--output", output);
    add("--cost", network.cost);
    add("--init", initializer);
  }
  add("--seed", network.seed);
  add("--epochs", training.epochs);
  add("--batch", training.miniBatchSize);
  add("--lr", training.learningRate);
  // A preset has settings of its own, which what is usual elsewhere must overrule.
  const all = parts.preset !== undefined;
  add("--optimizer", unlessUsual(training.optimizer as Named<string>, all ? undefined : "sgd"));
  add("--schedule", unlessUsual(training.schedule as Named<string>, all ? undefined : "constant"));
  add("--lambda", training.regularization?.l2 || (all ? 0 : undefined));
  add("--l1", training.regularization?.l1 || undefined);
  add("--data", parts.source === "mnist" && !all ? undefined : parts.source);
  add("--validation", parts.validation);
  add("--limit", parts.limit);
  const expand = training.expansion ?? parts.expand;
  add("--expand", expand && formatExpansion(expand));
  add("--order", training.shuffle === false ? "fixed" : all ? "shuffled" : undefined);
  add("--patience", training.earlyStopping?.patience);
  add("--watch", training.watch?.data && [training.watch.data, training.watch.measure].filter(Boolean).join(":"));
  if (all || monitor.join() !== "test") add("--monitor", monitor.length === 0 ? "none" : monitor.join(","));
  return words.join(" ");
}

function unlessUsual(choice: Named<string>, usual: string | undefined): string | undefined {
  return choice.type === usual ? undefined : formatNamed(choice);
}
