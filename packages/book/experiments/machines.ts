/** For experiments with Boltzmann machines: trainings of which a kill costs a few epochs at most. */

import type { TrainOptions } from "nndl";
import { type Dataset, type Network, train } from "nndl";
import { decodeCheckpoint, encodeCheckpoint } from "nndl/formats";
import {
  type BoltzmannMachine,
  decodeMachineCheckpoint,
  encodeMachineCheckpoint,
  type MachineOptions,
  trainMachine,
} from "nndl/generative";
import type { Bench } from "./contract.ts";

/** Epochs from one that is kept to the next. */
const kept = 5;

/** Bytes as text, which a keeper can keep, and back. */
function textOf(bytes: Uint8Array): string {
  let text = "";
  for (let i = 0; i < bytes.length; i += 4096) text += String.fromCharCode(...bytes.subarray(i, i + 4096));
  return btoa(text);
}

function bytesOf(text: string): Uint8Array {
  return Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
}

/** Trains a machine, which begins with the data's means, as one step for every five epochs. */
export async function learnMachine(
  bench: Bench,
  name: string,
  machine: BoltzmannMachine,
  data: Dataset,
  options: MachineOptions,
): Promise<BoltzmannMachine> {
  let standing = machine.startFrom(data);
  let checkpoint: string | undefined;
  for (let done = 0; done < options.epochs; ) {
    const until = Math.min(options.epochs, done + kept);
    const before = checkpoint;
    checkpoint = await bench.step(`${name}, epochs to ${until}`, async () => {
      const resume = before === undefined ? {} : { resume: decodeMachineCheckpoint(bytesOf(before)) };
      const run = trainMachine(standing.clone(), data, { ...options, ...resume, signal: bench.signal });
      for await (const event of run) if (event.type === "epoch" && event.index + 1 === until) break;
      bench.signal.throwIfAborted();
      return textOf(encodeMachineCheckpoint(run.snapshot()));
    });
    standing = decodeMachineCheckpoint(bytesOf(checkpoint)).machine;
    done = until;
  }
  return standing;
}

/** Trains a network from the weights that it has, as one step for every five epochs. Nothing is measured on the way. */
export async function learnFurther(
  bench: Bench,
  name: string,
  network: Network,
  data: Dataset,
  options: TrainOptions,
): Promise<void> {
  let checkpoint: string | undefined;
  for (let done = 0; done < options.epochs; ) {
    const until = Math.min(options.epochs, done + kept);
    const before = checkpoint;
    checkpoint = await bench.step(`${name}, epochs to ${until}`, async () => {
      const resume = before === undefined ? {} : { resume: decodeCheckpoint(bytesOf(before)) };
      const run = train(network, data, { ...options, ...resume, signal: bench.signal });
      for await (const event of run) if (event.type === "epoch" && event.index + 1 === until) break;
      bench.signal.throwIfAborted();
      return textOf(encodeCheckpoint(run.snapshot()));
    });
    const { parameters } = decodeCheckpoint(bytesOf(checkpoint));
    for (const [key, values] of parameters) network.parameters.get(key)?.values.set(values);
    done = until;
  }
}
