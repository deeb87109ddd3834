/** How well a network reads pictures that are disturbed, beside how well it reads the same digits plain. */
import { type Dataset, dense, type Mnist, type Network, NndlError, network, type Session, train } from "nndl";
import { type PictureReading, readPicture } from "nndl/images";
import type { DisturbedPicture } from "./pictures.ts";

/** What was read of the pictures of one kind, of those digits that are read rightly when they are plain. */
export interface Tally {
  readonly kind: string;
  readonly isHeldOut: boolean;
  pictures: number;
  /** One digit, and the right one. */
  right: number;
  /** Of these, so many with a remark that doubts it. */
  rightButDoubted: number;
  /** Something else, or nothing, or several, and said that it is not clear. */
  wrongAndSaid: number;
  /** Something else, and no word. */
  wrongInSilence: number;
}

/** The network that reads: 784-100-10, eight epochs. About 97.5 % of the test images. */
export async function readerNetwork({ training }: Mnist, epochs = 8): Promise<Network> {
  const net = network({ input: [784], layers: [dense(100), dense(10)], cost: "cross-entropy", seed: 1 });
  for await (const _ of train(net, training, { epochs, learningRate: 0.5, threads: 1 }));
  return net;
}

/** @param tell hears of every picture that is not read as the digit that it shows */
export async function tallied(
  pictures: readonly DisturbedPicture[],
  digits: Dataset<"classes">,
  session: Session,
  tell: (text: string) => void = () => {},
): Promise<readonly Tally[]> {
  const tallies = new Map<string, Tally>();
  const ask = (inputs: readonly Float32Array[]) => inputs.map((input) => session.predict(input).slice());
  for (const { kind, isHeldOut, index, draw } of pictures) {
    const label = digits.label(index);
    const [plain] = ask([digits.input(index)]);
    if (plain!.indexOf(Math.max(...plain!)) !== label) continue;
    const tally = tallies.get(kind) ?? {
      ...{ kind, isHeldOut, pictures: 0, right: 0, rightButDoubted: 0, wrongAndSaid: 0, wrongInSilence: 0 },
    };
    tallies.set(kind, tally);
    tally.pictures++;
    const reading = await readOrRefused(() => readPicture(draw(), { width: 28, height: 28 }, ask, kind));
    const isDoubted = reading?.remarks.some(({ about }) => about !== "left-out") ?? true;
    const isRight = reading?.digits.length === 1 && reading.digits[0]!.prediction === label;
    if (isRight) tally.right++;
    if (isRight && isDoubted) tally.rightButDoubted++;
    if (!isRight && isDoubted) tally.wrongAndSaid++;
    if (!isRight && !isDoubted) tally.wrongInSilence++;
    if (!isRight) {
      const read = reading?.digits.map(({ prediction }) => prediction).join(" ") ?? "nothing";
      const said = reading?.remarks.map(({ text }) => text).join(" ") ?? "";
      tell(`${kind}, test image ${index}: ${label} is read as ${read}. ${said}`);
    }
  }
  return [...tallies.values()];
}

async function readOrRefused(read: () => Promise<PictureReading>): Promise<PictureReading | undefined> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof NndlError) return undefined;
    throw error;
  }
}

/** All tallies in one. */
export function together(tallies: readonly Tally[], kind: string): Tally {
  const sum = (of: (tally: Tally) => number) => tallies.reduce((total, tally) => total + of(tally), 0);
  return {
    kind,
    isHeldOut: false,
    pictures: sum(({ pictures }) => pictures),
    right: sum(({ right }) => right),
    rightButDoubted: sum(({ rightButDoubted }) => rightButDoubted),
    wrongAndSaid: sum(({ wrongAndSaid }) => wrongAndSaid),
    wrongInSilence: sum(({ wrongInSilence }) => wrongInSilence),
  };
}
