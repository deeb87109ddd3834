import { type BoltzmannOptions, declareBoltzmannOptions } from "../boltzmann/options.ts";
import { trainMachines } from "../boltzmann/train.ts";
import type { CommandModule } from "../command.ts";
import { exitCodes } from "../errors.ts";
import { interruptible } from "../interrupt.ts";

export const boltzmann: CommandModule = {
  description:
    "Trains a restricted Boltzmann machine, which learns to make examples like those that it sees: no classes, no right answers. " +
    "Several sizes make a deep belief net, one machine upon another. The same command gives the same machine to the bit, " +
    "on any number of threads; Ctrl-C saves it, and --resume goes on.",
  examples: [
    ["nndl boltzmann --hidden 500 --epochs 10", "a machine of 500 hidden units that learns MNIST by CD-1"],
    [
      "nndl boltzmann --hidden 500 --persistent --lr 0.01 --epochs 30",
      "persistent chains, which come nearer to the likelihood",
    ],
    ["nndl boltzmann --hidden 500 --steps 1..25 --epochs 50", "CD-25 in the end: more steps from epoch to epoch"],
    [
      "nndl boltzmann --hidden 500-500-1000 --classes --batch 50 --momentum 0.5 --decay 0.0002 --epochs 20",
      "a deep belief net that can be asked for a 3 (nndl dream --class 3)",
    ],
    ["nndl boltzmann --data faces --units gaussian", "numbers around 0 of deviation 1 instead of shares of ink"],
    ["nndl boltzmann --resume", "go on with the training that was interrupted last"],
  ],

  declare(command) {
    declareBoltzmannOptions(command);
  },

  async run(context, { options }) {
    const folder = await interruptible((signal) => trainMachines(context, options as BoltzmannOptions, signal));
    return folder === undefined ? exitCodes.interrupted : undefined;
  },
};
