import { describe, expect, it } from "vitest";
import { expectClose } from "../../testing/close.ts";
import golden from "../../testing/golden/optimizers.golden.json" with { type: "json" };
import { refused } from "../../testing/refused.ts";
import type { Regularization } from "../regularizers/index.ts";
import {
  adamCorrections,
  checkOptimizer,
  type MiniBatchOptimizerSpec,
  miniBatchOptimizerNames,
  miniBatchOptimizers,
  optimizerOf,
} from "./index.ts";

const none: Regularization = { l1: 0, l2: 0 };

/** One weight array under an optimizer, moved update by update. */
class Descent {
  readonly spec: MiniBatchOptimizerSpec;
  readonly w: Float64Array;
  readonly state: readonly Float64Array[];
  #updates = 0;

  constructor(optimizer: unknown, start: readonly number[]) {
    this.spec = checkOptimizer(optimizer) as MiniBatchOptimizerSpec;
    this.w = Float64Array.from(start);
    this.state = optimizerOf(this.spec).stateNames.map(() => new Float64Array(start.length));
  }

  update(gradient: readonly number[], learningRate: number, penalties = none): this {
    const at = { learningRate, penalties, updateNumber: ++this.#updates };
    optimizerOf(this.spec).update(this.spec, at, this.w, Float64Array.from(gradient), this.state);
    return this;
  }
}

describe.each(miniBatchOptimizerNames)("optimizer %s", (name) => {
  const optimizer = miniBatchOptimizers[name];
  const defaults = optimizer.defaults as Record<string, number>;
  const ranges = optimizer.ranges as Record<string, readonly [number, number]>;

  it("says what it is", () => {
    expect(optimizer.name).toBe(name);
    expect(optimizer.formula).not.toBe("");
    expect(optimizer.source).not.toBe("");
    expect(new Set(optimizer.stateNames).size).toBe(optimizer.stateNames.length);
  });

  it("stays where the gradient is 0", () => {
    const descent = new Descent(name, [1.5, -2]);
    for (let t = 0; t < 3; t++) descent.update([0, 0], 0.1);
    expect([...descent.w]).toEqual([1.5, -2]);
    expect(descent.state.every((array) => array.every((s) => s === 0))).toBe(true);
  });

  it("first steps against the gradient", () => {
    const { w } = new Descent(name, [1, 1, 1]).update([2, -3, 1e-6], 0.01);
    expect(w[0]).toBeLessThan(1);
    expect(w[1]).toBeGreaterThan(1);
    expect(w[2]).toBeLessThan(1);
  });

  it("finds the bottom of a bowl", () => {
    const descent = new Descent(name, [3, -2]);
    for (let t = 0; t < 3000; t++) descent.update([...descent.w], 0.02 / (1 + t / 200));
    expectClose(descent.w, [0, 0], { rtol: 0, atol: 1e-2 });
  });

  it("is drawn to 0 by L2 in proportion to the weight, by L1 at one speed, and by neither from 0", () => {
    const shrunk = (penalties: Regularization) => new Descent(name, [4, -1, 0]).update([0, 0, 0], 0.001, penalties).w;
    for (const penalties of [
      { l1: 0, l2: 0.5 },
      { l1: 0.5, l2: 0 },
    ]) {
      const w = shrunk(penalties);
      expect(w[0]).toBeLessThan(4);
      expect(w[1]).toBeGreaterThan(-1);
      expect(Math.abs(w[2])).toBe(0);
    }
    if (name === "rmsprop" || name === "adam") return;
    const [l2, l1] = [shrunk({ l1: 0, l2: 0.5 }), shrunk({ l1: 0.5, l2: 0 })];
    expect((4 - l2[0]) / (l2[1] + 1)).toBeCloseTo(4, 9);
    expect((4 - l1[0]) / (l1[1] + 1)).toBeCloseTo(1, 9);
  });

  it("changes neither the gradient nor its settings", () => {
    const gradient = Float64Array.of(1, -2);
    const spec = Object.freeze(checkOptimizer(name));
    optimizerOf(spec).update(
      spec,
      { learningRate: 0.1, penalties: { l1: 0.1, l2: 0.1 }, updateNumber: 1 },
      Float64Array.of(1, 1),
      gradient,
      optimizer.stateNames.map(() => new Float64Array(2)),
    );
    expect([...gradient]).toEqual([1, -2]);
  });

  it("fills in its defaults and keeps what it is given", () => {
    expect(checkOptimizer(name)).toEqual({ type: name, ...defaults });
    for (const [key, [min]] of Object.entries(ranges))
      expect(checkOptimizer({ type: name, [key]: min })).toEqual({ type: name, ...defaults, [key]: min });
  });

  it("refuses settings outside of their ranges, and those it does not have", () => {
    for (const [key, [min, below]] of Object.entries(ranges))
      for (const wrong of [min - 1e-9, below, below + 1, -1, Number.NaN, Number.POSITIVE_INFINITY, "0.9", true, []])
        expect(refused(() => checkOptimizer({ type: name, [key]: wrong })).code).toBe("training.optimizer");
    expect(refused(() => checkOptimizer({ type: name, momentums: 0.9 })).code).toBe("training.optimizer");
  });
});

it("refuses what is no optimizer", () => {
  for (const wrong of ["SGD", "toString", 5, null, [], {}, { type: "adagrad" }, () => 1])
    expect(refused(() => checkOptimizer(wrong)).code).toBe("training.optimizer");
});

describe("by hand", () => {
  const close = { rtol: 1e-14, atol: 1e-15 };

  it("sgd with both penalties", () => {
    // 2 − 0.1 (0.5 + 0.3 · 2 + 0.2), −1 − 0.1 (0.5 − 0.3 − 0.2), 0 − 0.1 · 0.5
    const { w } = new Descent("sgd", [2, -1, 0]).update([0.5, 0.5, 0.5], 0.1, { l1: 0.2, l2: 0.3 });
    expectClose(w, [1.87, -1, -0.05], close);
  });

  it("momentum: v = −0.1, then 0.9 v − 0.1 = −0.19", () => {
    const descent = new Descent({ type: "momentum", momentum: 0.9 }, [1]).update([1], 0.1);
    expectClose(descent.w, [0.9], close);
    expectClose(descent.update([1], 0.1).w, [0.71], close);
    expectClose(descent.state[0], [-0.19], close);
  });

  it("nesterov: v as momentum's, the weight one look ahead: 0.9 v − 0.1", () => {
    const descent = new Descent({ type: "nesterov", momentum: 0.9 }, [1]).update([1], 0.1);
    expectClose(descent.w, [1 - 0.09 - 0.1], close);
    expectClose(descent.update([1], 0.1).w, [0.81 - 0.171 - 0.1], close);
    expectClose(descent.state[0], [-0.19], close);
  });

  it("rmsprop: s = 0.25 · 4 = 1", () => {
    const descent = new Descent({ type: "rmsprop", decay: 0.75, epsilon: 0.5 }, [1]).update([2], 0.3);
    expectClose(descent.w, [1 - (0.3 * 2) / 1.5], close);
    expectClose(descent.state[0], [1], close);
  });

  it("adam: the first step is η in the direction of the gradient, however long it is", () => {
    for (const gradient of [1e-3, 1, 1e6]) {
      const { w } = new Descent({ type: "adam", epsilon: 1e-30 }, [0]).update([gradient], 0.25);
      expectClose(w, [-0.25], { rtol: 1e-13, atol: 0 });
    }
  });

  it("adam: two steps", () => {
    const descent = new Descent({ type: "adam", beta1: 0.5, beta2: 0.75, epsilon: 0.5 }, [1]);
    // m = 1, v = 1; m̂ = 2, v̂ = 4
    expectClose(descent.update([2], 0.1).w, [1 - 0.2 / 2.5], close);
    // m = 0, v = 0.75 · 1 + 0.25 · 1; m̂ = 0
    expectClose(descent.update([-1], 0.1).w, [0.92], close);
    expectClose(descent.state[0], [0], close);
    expectClose(descent.state[1], [1], close);
    expectClose([adamCorrections({ beta1: 0.5, beta2: 0.75, epsilon: 1 }, 2).mean], [1 / (1 - 0.25)], close);
  });

  it("adamw: shrinks by ηλ/n outside of the adaptive step", () => {
    const { w, state } = new Descent({ type: "adamw", epsilon: 1e-30 }, [2]).update([3], 0.1, { l1: 0, l2: 0.5 });
    expectClose(w, [2 - 0.1 * 0.5 * 2 - 0.1], { rtol: 1e-13, atol: 0 });
    // The penalty is in neither of the means.
    expectClose(state[0], [0.1 * 3], { rtol: 1e-13, atol: 0 });
  });

  it("without friction's opposite, momentum and nesterov are sgd", () => {
    const run = (optimizer: unknown) => {
      const descent = new Descent(optimizer, [1, -1]);
      for (let t = 1; t < 9; t++) descent.update([Math.sin(t), Math.cos(t)], 0.1 * t, { l1: 0.01, l2: 0.02 });
      return descent.w;
    };
    for (const type of ["momentum", "nesterov"]) expectClose(run({ type, momentum: 0 }), run("sgd"), close);
  });

  it("our momentum keeps v, which a new learning rate does not rescale; PyTorch's buffer would be", () => {
    const descent = new Descent({ type: "momentum", momentum: 0.5 }, [0]).update([1], 1).update([0], 0.1);
    // v = −1, then −0.5 whatever the rate; PyTorch moves by 0.1 · 0.5.
    expectClose(descent.w, [-1.5], close);
  });
});

describe("PyTorch's optimizers go the same way", () => {
  it.each(golden.map((entry) => [entry.torch, entry] as const))("%s", (_, entry) => {
    const descent = new Descent(entry.optimizer, entry.start);
    entry.gradients.forEach((gradient, t) => {
      descent.update(gradient, entry.learningRate, { l1: 0, l2: entry.l2 });
      expectClose(descent.w, entry.weights[t], { rtol: 1e-8, atol: 1e-8 }, `after update ${t + 1}`);
    });
  });
});
