import { path, whole } from "@nndl/words/readers";
import type { SetName } from "@nndl/words/set-names";
import { writeAttackSheet } from "../attack/draw.ts";
import { type AttackFlags, declareAttackOptions, planOf, usualDrawn, usualExamples } from "../attack/options.ts";
import { carryOut } from "../attack/outcome.ts";
import { asJson, show } from "../attack/show.ts";
import type { CommandModule } from "../command.ts";
import { exitCodes } from "../errors.ts";
import { openTrainedSet } from "../evaluation/trained-data.ts";
import { addTrainedSetOptions } from "../evaluation/trained-set-options.ts";
import { interruptible } from "../interrupt.ts";
import { networkArgument, openNetwork } from "../open-network.ts";
import { option } from "../options/option.ts";
import { whileReading } from "../reading-progress.ts";
import { addTableOptions } from "../rows/table-options.ts";
import { LiveLine } from "../terminal/live-line.ts";

interface Options extends AttackFlags {
  readonly data?: string;
  readonly set?: SetName;
  readonly target?: string;
}

export const attack: CommandModule = {
  description:
    "Changes images a little so that a network misreads them, and says how often that succeeds and how large the changes are: for each " +
    "ε the share that is misread when no pixel (--norm l2: the change as a whole) may change by more than ε. What is followed is the gradient of the cost " +
    "with respect to the image, which backpropagation gives as it gives that of the weights: --method fast takes one step along its " +
    "sign, projected many, from a random start. deepfool, smallest and l-bfgs look for the smallest change of each image instead. The " +
    "accuracy that is left says something only with the attack that left it: more --steps and --restarts make it stronger.",
  examples: [
    ["nndl attack", "the network that was trained last, on 1,000 images of its test set"],
    [
      "nndl attack runs/first --method fast --epsilon 0.25 --count 10000",
      "one step of 0.25, as Goodfellow et al. have it",
    ],
    [
      "nndl attack runs/first --steps 100 --restarts 20 --epsilon 0.3",
      "a strong attack, for a network that was trained against one",
    ],
    ["nndl attack runs/first --to 3 --draw 6", "make threes of all, and draw six"],
    [
      "nndl attack runs/first --method smallest --png fooled.png",
      "the smallest changes; original, change and result as an image",
    ],
    ["nndl attack --norm l2 --json", "changes measured by their length, as one line of JSON"],
  ],

  declare(command) {
    command.argument("[NETWORK]", networkArgument);
    declareAttackOptions(command);
    addTrainedSetOptions(command)
      .addOption(
        option("--count <n>", {
          about: "attack the first n examples",
          read: whole({ min: 1 }),
          usual: `${usualExamples}, or all there are`,
        }),
      )
      .addOption(
        option("--draw <n>", {
          about: "draw n that are misread: the original, the change, the result",
          read: whole({ min: 0, max: 1000 }),
          usual: String(usualDrawn),
        }),
      )
      .addOption(option("--png <file>", { about: "write 30 of them as an image", read: path }));
    addTableOptions(command, ["target"]);
  },

  async run(context, { args: [argument], options }) {
    const { data, set: asked, target, png, count = usualExamples, ...flags } = options as Options;
    const plan = planOf(flags);
    const { network, path: file, name } = await openNetwork(argument);
    const {
      sets,
      examples: all,
      set,
    } = await whileReading(context, (reading) => openTrainedSet(network, data, asked, target, reading));
    const examples = all.take(Math.min(count, all.count));
    const live = new LiveLine(context.err);
    const outcome = await interruptible(async (signal) => {
      try {
        const tell = (parts: readonly string[]) => void (context.json || live.show(parts));
        return await carryOut(network, examples, plan, { signal, tell });
      } catch (error) {
        if (signal.aborted) return undefined;
        throw error;
      } finally {
        live.clear();
      }
    });
    if (outcome === undefined) return exitCodes.interrupted;
    const drawn = png === undefined ? false : writeAttackSheet(png, examples, outcome);
    context.emit({ network: file, data: sets.source, set, ...asJson(plan, outcome), sha256: network.sha256() });
    if (context.json) return undefined;
    const title = `${sets.name}, ${set}`;
    show(context, { name, title, plan, outcome, examples, draw: flags.draw ?? usualDrawn });
    if (png !== undefined) context.print("", `  ${drawn ? `${png} shows them.` : `Nothing to write to ${png}.`}`);
    return undefined;
  },
};
