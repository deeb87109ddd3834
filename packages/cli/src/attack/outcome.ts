/** Carries out what `nndl attack` was asked for. */
import { percent, count as say } from "@nndl/words/numbers";
import type { Dataset, Network } from "nndl";
import {
  type Attacked,
  type AttackMethod,
  attack,
  type ChangeSize,
  changeSizes,
  deepFool,
  lBfgsChanges,
  smallestChanges,
} from "nndl/adversarial";
import { UsageError } from "../usage-error.ts";
import type { AttackPlan } from "./options.ts";

/** One ε, and what it came to. */
export interface AttackPoint {
  readonly epsilon: number;
  readonly method: AttackMethod;
  readonly misread: number;
  readonly hits: number | undefined;
  readonly confidence: number;
  readonly flat: number;
  /** The mean sizes of the changes. */
  readonly sizes: ChangeSize;
}

/** What an attack came to. */
export interface AttackOutcome {
  readonly count: number;
  /** How many were misread before anything was changed. */
  readonly before: number;
  /** Of an attack with ε: what each came to. */
  readonly curve: readonly AttackPoint[];
  /** Of a search: for how many a change was found, and the sizes of those changes, from the smallest in its norm. */
  readonly found: number | undefined;
  readonly sizes: readonly ChangeSize[];
  /** Of the last ε, or of the search: the inputs as they were and as they are, one after another, and what is read. */
  readonly originals: Float32Array;
  readonly inputs: Float32Array;
  readonly read: ArrayLike<number>;
  readonly readBefore: ArrayLike<number>;
}

interface Ways {
  readonly signal: AbortSignal;
  /** Says how far it is. */
  readonly tell: (parts: readonly string[]) => void;
}

/** @throws UsageError "option.epsilon" for an ε beyond the pixels' range; what the library throws */
export async function carryOut(
  network: Network,
  examples: Dataset,
  plan: AttackPlan,
  { signal, tell }: Ways,
): Promise<AttackOutcome> {
  const { size, count } = examples;
  const { seed, to: target } = plan;
  const originals = inputsOf(examples);
  const options = (what: string) => ({
    ...{ signal, seed },
    onProgress: ({ done, total }: { done: number; total: number }) =>
      tell([`Attacking: ${what}`, percent(done / total), `${say(count)} examples`]),
  });
  const none = { found: undefined, sizes: [], curve: [] };
  if (plan.kind === "curve") {
    checkEpsilons(plan.attacks, examples, size);
    const curve: AttackPoint[] = [];
    let last: Attacked | undefined;
    for (const method of plan.attacks) {
      last = await attack(network, examples, method, { ...options(`ε ${method.epsilon}`), target });
      const { misread, confidence, flat, hits } = last;
      const sizes = meanOf(changeSizes(originals, last.inputs, size));
      curve.push({ epsilon: method.epsilon, method, misread, confidence, flat, hits, sizes });
    }
    const { inputs, predictions: read, before: readBefore } = last as Attacked;
    const before = wrong(readBefore, examples);
    return { ...none, count, before, curve, originals, inputs, read, readBefore };
  }
  const { steps, norm } = plan;
  const search = {
    deepfool: () => deepFool(network, examples, { ...options("DeepFool"), steps }),
    "l-bfgs": () => lBfgsChanges(network, examples, { ...options("L-BFGS"), steps }),
    smallest: () => smallestChanges(network, examples, { ...options("smallest"), steps, norm }),
  } as const;
  const { inputs, found, distances } = await search[plan.kind]();
  const sizes = changeSizes(originals, inputs, size)
    .filter((_, i) => distances[i] > 0 && distances[i] < Number.POSITIVE_INFINITY)
    .sort((a, b) => a[plan.norm] - b[plan.norm]);
  // A step of size 0 changes nothing, and says what is read.
  const reading = async (given: Float32Array) => {
    const outputs = await network.predict(
      Array.from({ length: count }, (_, i) => given.subarray(i * size, (i + 1) * size)),
    );
    return outputs.map((each) => each.indexOf(Math.max(...each)));
  };
  const [readBefore, read] = [await reading(originals), await reading(inputs)];
  return { ...none, count, before: wrong(readBefore, examples), found, sizes, originals, inputs, read, readBefore };
}

function wrong(read: ArrayLike<number>, examples: Dataset): number {
  let sum = 0;
  for (let i = 0; i < examples.count; i++) if (read[i] !== examples.label(i)) sum++;
  return sum;
}

function meanOf(sizes: readonly ChangeSize[]): ChangeSize {
  const mean = (name: keyof ChangeSize) => sizes.reduce((sum, each) => sum + each[name], 0) / sizes.length;
  return { linf: mean("linf"), l2: mean("l2"), l1: mean("l1"), l0: mean("l0"), distortion: mean("distortion") };
}

function inputsOf(examples: Dataset): Float32Array {
  const inputs = new Float32Array(examples.count * examples.size);
  for (let i = 0; i < examples.count; i++) inputs.set(examples.input(i), i * examples.size);
  return inputs;
}

/** Refuses an ε with which any input could become any other. */
function checkEpsilons(attacks: readonly AttackMethod[], { features, scale }: Dataset, size: number): void {
  const across = features instanceof Uint8Array ? 255 * scale : 1;
  const most = attacks[0].norm === "linf" ? across : across * Math.sqrt(size);
  const wrong = attacks.find(({ epsilon }) => epsilon > most);
  if (wrong === undefined) return;
  throw new UsageError("option.epsilon", {
    received: String(wrong.epsilon),
    expected: `--epsilon must be at most ${Number(most.toPrecision(4))}, the way across the pixels' range: with more, any image could become any other`,
    next: "Give a smaller one; papers use 0.1 to 0.3 for MNIST.",
  });
}
