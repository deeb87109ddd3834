/**
 * The operations that a program is made of, as the kernels read them: 24 words each, the operation's number first and
 * its fields in the order of the kernel's class. Every field is an address, a count or a code, except where `float` says.
 */
import type { EngineMemory } from "./memory.ts";

const wordsPerOp = 24;
export const opBytes = wordsPerOp * 4;

interface OpLayout {
  readonly code: number;
  readonly fields: readonly string[];
  /** Fields that are addresses here, though elsewhere their name stands for a number. */
  readonly addresses?: readonly string[];
}

const gatherFields = [
  ...["data", "examples", "size", "scale", "rows", "stride", "lengths"],
  ...["labels", "labelBytes", "targets", "units", "targetStride"],
];
const denseFields = [
  ...[
    "inputs",
    "units",
    "weights",
    "biases",
    "input",
    "inputStride",
    "lengths",
    "output",
    "outputStride",
    "activation",
  ],
  ...["delta", "deltaT", "rows", "below", "belowT", "belowRow", "belowPanel"],
  ...["weightGradient", "biasGradient", "fused", "turned", "turnedBytes", "pairs"],
];
const convFields = [
  ...["shape", "input", "weights", "panels", "biases", "output", "winners", "activation", "room", "roomBytes"],
  ...["delta", "below", "weightGradient", "biasGradient", "chunk", "turn"],
];
const gridFields = ["grid", "address", "plain", "plainStride"];
const stripFields = [
  ...["source", "sourceStride", "sourceRow", "rows", "columns", "columnStep", "run", "strips", "stripStride"],
];
const dropoutFields = [
  ...["size", "mask", "same", "limit", "dropped", "key0", "key1", "name0", "name1", "scale", "masked"],
  ...["from", "input", "to", "output", "room"],
];
const poolFields = [
  ...["rule", "windowHeight", "windowWidth", "rowStep", "columnStep", "from", "input", "to", "output"],
  ...["biases", "activation", "delta", "below", "biasGradient"],
];
const batchNormFields = [
  ...["from", "input", "to", "output", "activation", "scale", "shift", "mean", "variance"],
  ...["center", "inverse", "spread", "training", "epsilon", "momentum"],
  ...["delta", "below", "scaleGradient", "shiftGradient"],
];
const responseFields = [
  ...[
    "from",
    "input",
    "to",
    "output",
    "size",
    "before",
    "alpha",
    "beta",
    "bias",
    "delta",
    "below",
    "room",
    "roomBytes",
  ],
];

const layouts = {
  gatherPacked: { code: 1, fields: gatherFields },
  gatherBytes: { code: 2, fields: gatherFields },
  gatherFloats: { code: 3, fields: gatherFields },
  denseForward: { code: 4, fields: denseFields },
  output: {
    code: 5,
    fields: [
      ...["units", "activation", "cost", "rule", "z", "a", "stride", "targets", "targetStride"],
      ...["delta", "deltaT", "rows", "deltaRow", "deltaPanel", "costs", "hits", "guarded"],
    ],
  },
  sum: { code: 6, fields: ["costs", "hits", "total"] },
  denseBackward: { code: 7, fields: denseFields },
  denseGradient: { code: 8, fields: denseFields },
  update: {
    code: 9,
    fields: ["rule", "length", "parameter", "gradient", "state0", "state1", "regularized"],
  },
  softmaxBackward: { code: 11, fields: ["units", "a", "stride", "delta", "deltaT", "rows"] },
  convForward: { code: 12, fields: convFields },
  convBackward: { code: 13, fields: convFields },
  convGradient: { code: 14, fields: convFields },
  turnWeights: { code: 15, fields: convFields },
  gridFromPlain: { code: 16, fields: gridFields },
  plainFromGrid: { code: 17, fields: gridFields },
  makeStrips: { code: 18, fields: stripFields },
  addStrips: { code: 19, fields: stripFields },
  applySlope: { code: 20, fields: ["activation", "a", "delta", "stride"] },
  turnErrors: { code: 21, fields: ["activation", "units", "a", "errors", "stride", "delta", "deltaT", "rows"] },
  drawMasks: { code: 22, fields: dropoutFields },
  applyMasks: { code: 23, fields: dropoutFields },
  poolForward: { code: 24, fields: poolFields },
  poolBackward: { code: 25, fields: poolFields },
  poolBiasGradient: { code: 26, fields: poolFields },
  copyGrid: { code: 27, fields: poolFields },
  copyBack: { code: 28, fields: poolFields },
  batchNormForward: { code: 29, fields: batchNormFields, addresses: ["scale"] },
  batchNormBackward: { code: 30, fields: batchNormFields, addresses: ["scale"] },
  batchNormSettle: { code: 31, fields: batchNormFields, addresses: ["scale"] },
  responseForward: { code: 32, fields: responseFields },
  responseBackward: { code: 33, fields: responseFields },
  gridSoftmax: { code: 34, fields: ["grid", "a", "delta"] },
  gridSoftmaxBackward: { code: 35, fields: ["grid", "a", "delta"] },
  packRows: { code: 36, fields: ["input", "inputStride", "size", "rows", "stride", "lengths"] },
} as const satisfies Record<string, OpLayout>;

/** Operations in which each thread works on its share of the examples, and reads and writes nothing of others. */
const byExample: ReadonlySet<string> = new Set<keyof typeof layouts>([
  ...(["gatherPacked", "gatherBytes", "gatherFloats", "gridFromPlain", "plainFromGrid", "packRows"] as const),
  ...(["makeStrips", "addStrips", "convForward", "convBackward", "applySlope", "turnErrors", "applyMasks"] as const),
  ...(["poolForward", "poolBackward", "copyGrid", "copyBack", "responseForward", "responseBackward"] as const),
  ...(["softmaxBackward", "gridSoftmax", "gridSoftmaxBackward"] as const),
]);

/** Fields that the kernels read as float32. */
const floatFields = new Set(["scale", "epsilon", "momentum", "alpha", "beta", "bias"]);

/** Added to an operation's number: the threads need not meet after it. */
const apart = 256;

/** Added where this operation and the next go by examples: a thread need not wait for others' examples. */
const goOn = 512;

/** One operation: which, and its fields; those left out are 0. */
export interface Op {
  /** No other thread's next operation reads or overwrites what this one touches; the program's last one is never apart. */
  readonly apart?: boolean;
  readonly name: keyof typeof layouts;
  /** Index of the layer it belongs to, for whoever wants to know where time goes. */
  readonly layer?: number;
  /** Multiply-adds for each example, if nothing were left out; absent where there are none to speak of. */
  readonly multiplyAdds?: number;
  readonly fields: Readonly<Record<string, number>>;
}

/** A program in memory: where, and how many operations. */
export interface Program {
  readonly address: number;
  readonly length: number;
}

export function writeProgram(memory: EngineMemory, ops: readonly Op[]): Program {
  const address = memory.allocate(ops.length * opBytes, "a program");
  const view = memory.view();
  ops.forEach(({ name, fields, ...op }, i) => {
    const layout: OpLayout = layouts[name];
    const base = address + i * opBytes;
    const next = ops[i + 1];
    const goesOn = next !== undefined && byExample.has(name) && (byExample.has(next.name) || next.name === "output");
    view.setInt32(base, layout.code + (op.apart && next !== undefined ? apart : 0) + (goesOn ? goOn : 0), true);
    layout.fields.forEach((field, f) => {
      const value = fields[field] ?? 0;
      if (floatFields.has(field) && !layout.addresses?.includes(field))
        view.setFloat32(base + 4 * (f + 1), value, true);
      else view.setUint32(base + 4 * (f + 1), value, true);
    });
    const unknown = Object.keys(fields).find((field) => !layout.fields.includes(field));
    if (unknown !== undefined) throw new TypeError(`operation ${name} has no field ${unknown}`);
  });
  return { address, length: ops.length };
}

/** Writes a record that operations refer to: words, in the order of the kernel's class. */
export function writeRecord(memory: EngineMemory, words: readonly number[], purpose = "a program"): number {
  const address = memory.allocate(words.length * 4, purpose);
  memory.words(address, words.length).set(words);
  return address;
}
