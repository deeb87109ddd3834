import { describe, expect, it } from "vitest";
import { autoencoder, Dataset } from "../../data/index.ts";
import { wasmEngine } from "../../engines/index.ts";
import { expectClose } from "../../testing/close.ts";
import { livelyMachine } from "../../testing/machines.ts";
import { refused, refusedLater } from "../../testing/refused.ts";
import type { BoltzmannMachine } from "../machine.ts";
import type { MachineRun } from "../run.ts";
import { BeliefNet, beliefMachines } from "./belief-net.ts";
import { beliefDreams } from "./dreams.ts";
import { machineFeatures, withClassUnits } from "./features.ts";
import { type GreedyOptions, trainGreedily } from "./greedy.ts";
import { unrolled } from "./unroll.ts";
import { type WakeSleepOptions, wakeSleep } from "./wake-sleep.ts";

/** Bars: class c has its own two of eight pixels on, and one pixel in ten is wrong. */
function bars(count: number): Dataset {
  const features = new Float32Array(count * 8);
  const labels = Array.from({ length: count }, (_, i) => i % 4);
  for (let i = 0; i < features.length; i++) {
    const isOn = Math.floor((i % 8) / 2) === labels[Math.floor(i / 8)];
    features[i] = isOn === (i * 2654435761) >>> 0 > 4e8 ? 1 : 0;
  }
  return new Dataset({ shape: [8], features, targets: { kind: "classes", labels, classes: 4 } });
}

const data = bars(400);
const input = { sizes: [8, 10, 12], classes: 4, seed: 3 };
const options: GreedyOptions = { epochs: 20, miniBatchSize: 10, learningRate: 0.2, momentum: 0.5 };

async function trained(how: GreedyOptions = options, machines: BoltzmannMachine[] = beliefMachines(input)) {
  const events: string[] = [];
  for await (const { type, machine } of trainGreedily(machines, data, how)) events.push(`${type} ${machine}`);
  return { machines, net: BeliefNet.fromMachines(machines), events };
}

async function dreamed(net: BeliefNet, which: number): Promise<number[]> {
  const sums = new Array<number>(8).fill(0);
  for await (const { images } of beliefDreams(net, { classes: Array(40).fill(which), sweeps: 50, every: 50 }))
    images.forEach((value, i) => {
      sums[i % 8] += value / 40;
    });
  return sums;
}

describe("a deep belief net", () => {
  it("learns machine by machine, and dreams what it is asked for", async () => {
    const { net, events } = await trained();
    expect(events).toHaveLength(40);
    expect(events[0]).toBe("epoch 0");
    expect(events[39]).toBe("epoch 1");
    for (const which of [0, 3]) {
      const image = await dreamed(net, which);
      const own = image.slice(2 * which, 2 * which + 2);
      const others = image.filter((_, i) => Math.floor(i / 2) !== which);
      expect(Math.min(...own)).toBeGreaterThan(Math.max(...others));
    }
  });

  it("can be stopped in any machine, and goes on to the same bits", async () => {
    const straight = (await trained()).net.sha256();
    const machines = beliefMachines(input);
    let run: MachineRun | undefined;
    for await (const { machine, step } of trainGreedily(machines, data, { ...options, miniBatchEvents: 7 }, (each) => {
      run = each;
    }))
      if (machine === 1 && step > 100) break;
    const snapshot = (run as MachineRun).snapshot();
    const again = [machines[0], beliefMachines(input)[1]];
    expect((await trained({ ...options, resume: { machine: 1, snapshot } }, again)).net.sha256()).toBe(straight);
  });

  it("gives options of their own to some machines", async () => {
    const { events } = await trained({ ...options, epochs: 1, machines: [{ epochs: 3 }] });
    expect(events).toEqual(["epoch 0", "epoch 0", "epoch 0", "epoch 1"]);
  });

  it("gives itself back from a file, and refuses others", async () => {
    const { net } = await trained({ ...options, epochs: 1 });
    const bytes = net.toBytes();
    const read = BeliefNet.fromBytes(bytes);
    expect(read.sha256()).toBe(net.sha256());
    expect(read.toBytes()).toEqual(bytes);
    expect(read.spec).toEqual({ sizes: [8, 10, 12], units: "binary", classes: 4, seed: 3 });
    expect(refused(() => BeliefNet.fromBytes(net.top.toBytes(), "top")).code).toBe("belief.file");
    bytes[bytes.length - 1] ^= 64;
    expect(refused(() => BeliefNet.fromBytes(bytes)).code).toBe("network.checksum");
  });

  it("becomes an ordinary network that knows the classes already", async () => {
    const { net } = await trained();
    const network = net.toNetwork();
    expect(network.layers.map(({ output }) => output[0])).toEqual([10, 12, 4]);
    const session = await wasmEngine.open(network, { threads: 1 });
    const { correct } = session.evaluate(session.load(data));
    session.close();
    expect(correct).toBeGreaterThan(320);
    const without = BeliefNet.fromMachines(beliefMachines({ sizes: [8, 5] }));
    expect(without.toNetwork(4).parameterCount).toBe(8 * 5 + 5 + 5 * 4 + 4);
    expect(refused(() => without.toNetwork()).code).toBe("belief.classes");
    expect(refused(() => net.toNetwork(5)).code).toBe("belief.classes");
  });

  it("is tuned by wake–sleep learning, always to the same bits, and dreams no worse", async () => {
    const tune = async (threads: number) => {
      const { net } = await trained();
      const events = [];
      const how = { epochs: 2, learningRate: 0.02, day: 150, threads };
      for await (const { day, days } of wakeSleep(net, data, how)) events.push(`${day}/${days}`);
      expect(events).toEqual(["1/6", "2/6", "3/6", "4/6", "5/6", "6/6"]);
      return net;
    };
    const net = await tune(1);
    expect((await tune(2)).sha256()).toBe(net.sha256());
    // Both ways have become weights of their own.
    const [up, down] = [net.up[0], net.down[0]].map(
      (layer) => layer.parameters.get("layers.0.weights")?.values as Float32Array,
    );
    expect(up[1]).not.toBe(down[10]);
    const image = await dreamed(net, 1);
    expect(Math.min(image[2], image[3])).toBeGreaterThan(Math.max(image[0], image[1], ...image.slice(4)));
  });

  it("lives on from a saved net, where wake–sleep learning was stopped, to the same bytes", async () => {
    const how = { epochs: 2, learningRate: 0.02, day: 150 };
    const straight = (await trained()).net;
    for await (const _ of wakeSleep(straight, data, how));
    for (const days of [1, 4]) {
      const { net } = await trained();
      const stop = new AbortController();
      let day = 0;
      const begun = async () => {
        for await (const event of wakeSleep(net, data, { ...how, signal: stop.signal })) {
          day = event.day;
          if (day === days) stop.abort();
        }
      };
      await expect(begun()).rejects.toThrow();
      const saved = BeliefNet.fromBytes(net.toBytes());
      for await (const _ of wakeSleep(saved, data, { ...how, daysBefore: day }));
      expect(saved.toBytes()).toEqual(straight.toBytes());
    }
    const over = [];
    for await (const event of wakeSleep(straight, data, { ...how, daysBefore: 6 })) over.push(event);
    expect(over).toEqual([]);
  });

  it.each([
    [{ epochs: 1, learningRate: 1, daysBefore: -1 }],
    [{ epochs: 1, learningRate: 1, daysBefore: 2 }],
    [{ epochs: 0, learningRate: 1 }],
    [{ epochs: 1, learningRate: 0 }],
    [{ epochs: 1, learningRate: 1, day: 0 }],
    [{ epochs: 1, learningRate: 1, nights: 1 }],
  ])("refuses the wake–sleep options %j", async (how) => {
    const net = BeliefNet.fromMachines(beliefMachines(input));
    const act = async () => {
      for await (const _ of wakeSleep(net, data, how as WakeSleepOptions));
    };
    expect((await refusedLater(act())).code).toBe("belief.wake-sleep");
  });

  it.each([
    ["no layer above", () => beliefMachines({ sizes: [8] }), "belief.spec"],
    ["half a unit", () => beliefMachines({ sizes: [8, 0.5] }), "belief.spec"],
    ["a word", () => beliefMachines({ sizes: [8, 3], layers: 2 } as never), "belief.spec"],
    ["no machines", () => BeliefNet.fromMachines([]), "belief.machines"],
    [
      "machines that do not fit",
      () =>
        BeliefNet.fromMachines([livelyMachine({ visible: 8, hidden: 5 }), livelyMachine({ visible: 6, hidden: 5 })]),
      "belief.machines",
    ],
    ["classes that data have not", () => withClassUnits(autoencoder(data), 4), "belief.classes"],
    ["more classes than the net", () => withClassUnits(data, 3), "belief.classes"],
    [
      "machines with classes for a code",
      () => unrolled([livelyMachine({ visible: 8, hidden: 2, classes: 2 })]),
      "belief.machines",
    ],
  ])("refuses %s", (_, act, code) => {
    expect(refused(act).code).toBe(code);
  });
});

describe("machines unrolled", () => {
  it("are an autoencoder that goes up by the weights and down by the same", async () => {
    const machines = beliefMachines({ sizes: [8, 6, 3] });
    const network = unrolled(machines);
    expect(network.layers.map(({ output }) => output[0])).toEqual([6, 3, 6, 8]);
    const [up, down] = ["layers.0.weights", "layers.3.weights"].map((key) => network.parameters.get(key)?.values);
    expect(down?.[2]).toBe(up?.[2 * 8]);
    // Near ½ the machine's own reconstruction and the linear code's are the same.
    const features = await machineFeatures(machines[0], data.take(5));
    const code = (await machineFeatures(machines[1], features)).features as Float32Array;
    const expected = new Float32Array(5 * 6);
    for (let n = 0; n < 5; n++)
      machines[1].visibleInputs(code.subarray(3 * n, 3 * n + 3)).forEach((z, i) => {
        expected[6 * n + i] = z;
      });
    const session = await wasmEngine.open(network, { threads: 1 });
    const outputs = session.predict(data.take(5).features as Float32Array);
    session.close();
    const lower = expected.map((z) => 1 / (1 + Math.exp(-z)));
    const made = new Float32Array(5 * 8);
    for (let n = 0; n < 5; n++)
      machines[0].visibleInputs(lower.subarray(6 * n, 6 * n + 6)).forEach((z, i) => {
        made[8 * n + i] = 1 / (1 + Math.exp(-z));
      });
    expectClose(outputs, made, { rtol: 0, atol: 1e-4 });
  });
});
