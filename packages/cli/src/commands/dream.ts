import { count, plural } from "@nndl/words/numbers";
import { path, type Reader, whole } from "@nndl/words/readers";
import { countsOf, openJudge, verdictOn } from "../boltzmann/judge.ts";
import { openMachine } from "../boltzmann/open.ts";
import { drawDreams, dreamSheet, dreamsOf, pixelsOf } from "../boltzmann/show.ts";
import type { CommandModule } from "../command.ts";
import { exitCodes } from "../errors.ts";
import { writePng } from "../image/write-png.ts";
import { interruptible } from "../interrupt.ts";
import { option } from "../options/option.ts";
import { UsageError } from "../usage-error.ts";

interface DreamOptions {
  readonly class?: number | "each";
  readonly count?: number;
  readonly sweeps?: number;
  readonly every?: number;
  readonly seed?: number;
  readonly png?: string;
  readonly judge?: string;
}

const each = "each";

const classOrEach: Reader<number | typeof each> = (text, flag) =>
  text === each ? each : whole({ min: 0 })(text, flag);

/** How many pictures are made when nobody says, and how long their chains are. */
const usual = { count: 10, sweeps: 1000 } as const;

export const dream: CommandModule = {
  description:
    "Lets a restricted Boltzmann machine or a deep belief net make examples. From means that tell nothing its units go back and forth: the hidden " +
    "ones from the visible, the visible ones from the hidden, so many sweeps; then it is seen what has come of it. A machine that learned " +
    "classes too can be asked for one: a deep belief net run backward. A network that reads such pictures says whether it is what came.",
  examples: [
    ["nndl dream", "ten pictures by the machine that was trained last"],
    ["nndl dream runs/digits --class 3 --count 20", "ask for a 3, see threes"],
    [
      "nndl dream runs/digits --class each --count 100 --judge runs/first --png dreams.png",
      "ten of each class, and how many of them a network reads as what they should be",
    ],
    ["nndl dream machine.safetensors --every 100", "watch the chains: a row of pictures every 100 sweeps"],
    ["nndl dream --count 100 --sweeps 5000 --png dreams.png", "a hundred, as an image"],
  ],

  declare(command) {
    command
      .argument("[MACHINE]", "a machine's or net's file, or the folder of its training (default: the newest)")
      .addOption(
        option("--class <c>", {
          about:
            "hold all chains at this class, or, with the word each, at one class after another: of a machine that was trained with --classes",
          read: classOrEach,
        }),
      )
      .addOption(
        option("--count <n>", {
          about: "how many pictures, each of a chain of its own",
          read: whole({ min: 1, max: 4096 }),
          usual: String(usual.count),
        }),
      )
      .addOption(
        option("--sweeps <n>", {
          about: "how often each chain goes up and down",
          read: whole({ min: 1 }),
          usual: count(usual.sweeps),
        }),
      )
      .addOption(option("--every <n>", { about: "show the chains every so many sweeps", read: whole({ min: 1 }) }))
      .addOption(
        option("--seed <n>", {
          about: "where the chains' chance comes from",
          read: whole({ min: 0 }),
          usual: "the machine's",
        }),
      )
      .addOption(
        option("--png <file>", {
          about: "write the pictures as an image; with --every, a row for each time",
          read: path,
        }),
      )
      .addOption(
        option("--judge <network>", {
          about: "a network's file, or the folder of its run: count what it reads in the pictures",
          read: path,
        }),
      );
  },

  async run(context, { args: [file], options }) {
    const {
      class: which,
      count: chains = usual.count,
      sweeps = usual.sweeps,
      every = sweeps,
      seed,
      png,
      judge: judgeName,
    } = options as DreamOptions;
    const opened = openMachine(file);
    const { classes } = opened.machine.spec;
    if (which !== undefined && (which === each ? classes === 0 : which >= classes))
      throw new UsageError("option.class", {
        received: String(which),
        expected:
          classes === 0
            ? "--class is for machines that learned classes too"
            : `--class must be from 0 to ${classes - 1}`,
        next: classes === 0 ? "Train one with nndl boltzmann --classes, or leave it out." : "Give one of these.",
      });
    const asked =
      which === undefined
        ? undefined
        : Array.from({ length: chains }, (_, i) => (which === each ? i % classes : which));
    const judge = judgeName === undefined ? undefined : await openJudge(judgeName, pixelsOf(opened), classes);
    const rows: (readonly Float32Array[])[] = [];
    const done = await interruptible(async (signal) => {
      const held = asked === undefined ? {} : { classes: asked };
      const own = seed === undefined ? {} : { seed };
      for await (const { sweep, images } of dreamsOf(opened, { chains, sweeps, every, ...held, ...own })) {
        rows.push(images);
        const read = await judge?.read(images);
        context.emit({
          ...{ type: "dream", sweep, images: images.map((image) => [...image]) },
          ...(asked === undefined ? {} : { asked }),
          ...(read === undefined ? {} : { read }),
        });
        context.print(
          context.out.style.dim(`after ${plural(sweep, "sweep")}`),
          ...(context.json ? [] : drawDreams(images, context.out)),
          ...(read === undefined
            ? []
            : [`${judge?.name}: ${asked === undefined ? countsOf(read) : verdictOn(read, asked)}`]),
        );
        if (signal.aborted) return false;
      }
      return true;
    });
    if (png !== undefined && rows.length > 0) {
      writePng(png, "--png", dreamSheet(rows));
      context.print(`  ${context.out.style.green("Saved:")} ${png}`);
    }
    return done ? undefined : exitCodes.interrupted;
  },
};
