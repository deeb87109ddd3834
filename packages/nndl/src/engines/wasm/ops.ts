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
  ...["delta", "deltaT", "rows", "below", "belowT", "weightGradient", "biasGradient", "fused", "turned", "turnedBytes"],
];
const softmaxFields = ["units", "a", "stride", "delta", "deltaT", "rows"];

const layouts = {
  gatherPacked: { code: 1, fields: gatherFields },
  gatherBytes: { code: 2, fields: gatherFields },
  gatherFloats: { code: 3, fields: gatherFields },
  denseForward: { code: 4, fields: denseFields },
  output: {
    code: 5,
    fields: [
      ...["units", "activation", "cost", "rule", "z", "a", "stride", "targets", "targetStride"],
      ...["delta", "deltaT", "rows", "costs", "hits", "guarded"],
    ],
  },
  sum: { code: 6, fields: ["costs", "hits", "total"] },
  denseBackward: { code: 7, fields: denseFields },
  denseGradient: { code: 8, fields: denseFields },
  update: {
    code: 9,
    fields: ["rule", "length", "parameter", "gradient", "state0", "state1", "regularized"],
  },
  softmaxForward: { code: 10, fields: softmaxFields },
  softmaxBackward: { code: 11, fields: softmaxFields },
} as const satisfies Record<string, OpLayout>;

/** Fields that the kernels read as float32. */
const floatFields = new Set(["scale"]);

/** Added to an operation's number: the threads need not meet after it. */
const apart = 256;

/** One operation: which, and its fields; those left out are 0. */
export interface Op {
  /** No other thread's next operation reads or overwrites what this one touches; the program's last one is never apart. */
  readonly apart?: boolean;
  readonly name: keyof typeof layouts;
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
    view.setInt32(base, layout.code + (op.apart && i < ops.length - 1 ? apart : 0), true);
    layout.fields.forEach((field, f) => {
      const value = fields[field] ?? 0;
      if (floatFields.has(field)) view.setFloat32(base + 4 * (f + 1), value, true);
      else view.setUint32(base + 4 * (f + 1), value, true);
    });
    const unknown = Object.keys(fields).find((field) => !layout.fields.includes(field));
    if (unknown !== undefined) throw new TypeError(`operation ${name} has no field ${unknown}`);
  });
  return { address, length: ops.length };
}

/** Numbers of the activations, costs and δ rules, as the kernels know them. */
export const activationCodes = { linear: 0, sigmoid: 1, tanh: 2, relu: 3, softmax: 4 } as const;
export const costCodes = { quadratic: 0, "cross-entropy": 1, "log-likelihood": 2 } as const;
export const deltaRules = {
  plain: 0,
  sloped: 1,
  chosen: 2,
  quadraticSoftmax: 3,
  crossEntropySoftmax: 4,
  weightedSoftmax: 5,
} as const;
export const updateRules = { momentum: 1, nesterov: 2, rmsprop: 3, adam: 4, adamw: 5 } as const;
