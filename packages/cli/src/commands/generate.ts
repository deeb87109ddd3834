import { number, text as textReader, whole } from "@nndl/words/readers";
import { generateText } from "nndl/generative";
import type { CommandModule } from "../command.ts";
import { exitCodes } from "../errors.ts";
import { interruptible } from "../interrupt.ts";
import { networkArgument, openNetwork } from "../open-network.ts";
import { option } from "../options/option.ts";
import { harmless } from "../terminal/wrap.ts";

interface GenerateOptions {
  readonly prompt?: string;
  readonly length?: number;
  readonly temperature?: number;
  readonly seed?: number;
}

/** What is made when nobody says. */
const usual = { length: 500, temperature: 1, seed: 1 } as const;

export const generate: CommandModule = {
  description:
    "Lets a network that learned from a text write, a character at a time: it says how likely each character is to follow, one is drawn, and is read " +
    "in its turn. The same network, prompt and seed make the same text.",
  examples: [
    ["nndl generate", "500 characters by the network that was trained last"],
    ['nndl generate runs/text --prompt "The " --length 1000', "go on from a beginning"],
    ["nndl generate runs/text --temperature 0.5", "keep to what is likely"],
    ["nndl generate runs/text --temperature 0", "the likeliest character each time"],
  ],

  declare(command) {
    command
      .argument("[NETWORK]", networkArgument)
      .addOption(
        option("--prompt <text>", {
          about: "what it goes on from: of characters that the network knows",
          read: textReader,
          usual: "the end of a line",
        }),
      )
      .addOption(
        option("--length <n>", {
          about: "how many characters it writes",
          read: whole({ min: 1, max: 10_000_000 }),
          usual: String(usual.length),
        }),
      )
      .addOption(
        option("--temperature <t>", {
          about:
            "below 1 it keeps to what is likely, above 1 it ventures more; 0 takes the likeliest character each time",
          read: number({ min: 0, max: 1000 }),
          usual: String(usual.temperature),
        }),
      )
      .addOption(
        option("--seed <n>", {
          about: "where chance comes from",
          read: whole({ min: 0, max: 2 ** 53 - 1 }),
          usual: String(usual.seed),
        }),
      );
  },

  async run(context, { args: [argument], options }) {
    const {
      prompt,
      length = usual.length,
      temperature = usual.temperature,
      seed = usual.seed,
    } = options as GenerateOptions;
    const { network } = await openNetwork(argument);
    let text = "";
    const done = await interruptible(async (signal) => {
      for await (const character of generateText(network, { prompt, length, temperature, seed })) {
        text += character;
        if (signal.aborted) return false;
      }
      return true;
    });
    context.emit({ type: "text", prompt, text, temperature, seed });
    context.print(...harmlessLines(`${prompt ?? ""}${text}`));
    return done ? undefined : exitCodes.interrupted;
  },
};

/** Line by line: a text may hold what a terminal takes for a command. */
function harmlessLines(text: string): readonly string[] {
  return text.split(/\r?\n/).map((line) => harmless(line.replaceAll("\t", "  ")));
}
