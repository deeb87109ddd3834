/** The figures of steps, bumps and towers of two inputs: what they show is what the library computes. */
import { sigmoidNeuron } from "@nndl/book/programs/sigmoid";
import { tower } from "@nndl/book/programs/towers";
import { type Box, bumpNetwork, stepNetwork, towerNetwork, towersNetwork } from "nndl/universality";
import { afterAll, beforeAll, expect, it } from "vitest";
import { firstOutputs, Hands, placeOnSurface } from "../../../../test/hands.ts";
import { openSite, type Site } from "../../../../test/site.ts";

let site: Site;
beforeAll(async () => {
  site = await openSite();
});
afterAll(() => site?.close());

const box: Box = [
  { from: 0.4, to: 0.6 },
  { from: 0.3, to: 0.7 },
];
const placesOfBox = {
  "centre (0.5, 0.5)": [0.5, 0.5],
  "plateau in x (0.5, 0.1)": [0.5, 0.1],
  "plateau in y (0.1, 0.5)": [0.1, 0.5],
  "elsewhere (0.1, 0.1)": [0.1, 0.1],
} as const;
async function ofBox(network: Parameters<typeof firstOutputs>[0]): Promise<Record<string, number>> {
  const outputs = await firstOutputs(network, Object.values(placesOfBox));
  return Object.fromEntries(Object.keys(placesOfBox).map((name, i) => [name, outputs[i]!]));
}

it("step-surface is the reading room's sigmoid neuron of two inputs", async () => {
  const hands = await Hands.on(site, "step-surface");
  const isNeuron = (w1: number, w2: number, b: number) =>
    hands.shows(
      Object.fromEntries(
        [
          [0, 0],
          [1, 0],
          [0, 1],
          [1, 1],
        ].map((x) => [`output at (${x.join(", ")})`, sigmoidNeuron([w1, w2], b, x)]),
      ),
    );
  await isNeuron(8, 0, -5);
  // The knob on the step moves it: from −b/w₁ = 0.625 to 0.3.
  const surface = hands.surface();
  await hands.drag(
    surface,
    await placeOnSurface(surface, [0.625, 0, 0.5]),
    await placeOnSurface(surface, [0.3, 0, 0.5]),
  );
  await hands.holds({ "Weight w₁": 8, "Bias b": -2.4 });
  await isNeuron(8, 0, -2.4);
  await hands.press("Play: w₁ → 100");
  await hands.holds({ "Weight w₁": 100, "Bias b": -30 });
  await hands.press("Reset");
  await hands.type("Weight w₁", "-3");
  await hands.type("Weight w₂", "2,5");
  await hands.keys(hands.field("Bias b"), "ArrowUp", "Shift+ArrowUp", "ArrowDown");
  await isNeuron(-3, 2.5, 5);
  await hands.keys(hands.slider("Weight w₂"), "ArrowRight", "ArrowRight");
  await isNeuron(-3, await hands.value("Weight w₂"), 5);
  expect(await hands.value("Weight w₂")).toBeGreaterThan(3);
  await hands.refusesNonsense("Weight w₁", [-999, 999]);
  await hands.leave();
});

it("a surface is turned by keys and by the mouse", async () => {
  const hands = await Hands.on(site, "step-surface");
  const surface = hands.surface();
  const view = async () => [await surface.getAttribute("data-azimuth"), await surface.getAttribute("data-elevation")];
  await hands.keys(surface, "ArrowRight", "ArrowRight", "ArrowUp");
  expect(await view()).toEqual(["0.300", "0.600"]);
  await hands.keys(surface, "Home");
  expect(await view()).toEqual(["0.500", "0.500"]);
  await hands.drag(surface, [20, 20], [70, 40]);
  await expect.poll(view).toEqual(["0.000", "0.700"]);
  // What it is seen from is said, once it has come to rest.
  await expect.poll(() => hands.spoken()).toContain("Seen from where y is least, 40° above the floor");
  // It cannot be turned upside down.
  await hands.keys(surface, ...Array<string>(9).fill("Shift+ArrowUp"));
  expect(Number((await view())[1])).toBeCloseTo(Math.PI / 2, 3);
  await hands.leave();
});

it("a surface that is shown large is turned, and its knobs are moved, where the pointer is", async () => {
  const hands = await Hands.on(site, "step-surface");
  await hands.island.evaluate((island) => {
    island.style.zoom = "1.4";
  });
  const surface = hands.surface();
  const large = async (at: readonly [number, number, number]) => {
    const { width, height } = await surface.evaluate((canvas) => ({
      width: canvas.clientWidth,
      height: canvas.clientHeight,
    }));
    const [x, y] = await placeOnSurface(surface, at, { width, height });
    return [1.4 * x, 1.4 * y] as const;
  };
  await hands.drag(surface, await large([0.625, 0, 0.5]), await large([0.3, 0, 0.5]));
  await hands.holds({ "Weight w₁": 8, "Bias b": -2.4 });
  await hands.drag(surface, [20, 20], [90, 48]);
  expect(await surface.getAttribute("data-azimuth")).toBe("0.000");
  expect(await surface.getAttribute("data-elevation")).toBe("0.700");
  await hands.leave();
});

it.each(["x", "y"] as const)("step-along is the library's step neuron, along %s", async (axis) => {
  const hands = await Hands.on(site, "step-along");
  await hands.choose(axis);
  const label = `The step stands at ${axis} = s =`;
  const isStep = async (s: number) => {
    const offsets = [-0.01, -0.001, 0, 0.001, 0.01];
    const network = stepNetwork(s, { direction: axis === "x" ? [1, 0] : [0, 1] });
    const outputs = await firstOutputs(
      network,
      offsets.map((off) => (axis === "x" ? [s + off, 0.5] : [0.5, s + off])),
    );
    await hands.shows({ "bias b = −1000 s": -1000 * s }, 1e-6);
    await hands.shows(
      Object.fromEntries(
        offsets.map((off, i) => [`output at ${axis} = s ${off < 0 ? "−" : "+"} ${Math.abs(off)}`, outputs[i]!]),
      ),
    );
  };
  await isStep(0.5);
  const surface = hands.surface();
  const knob = (at: number) => placeOnSurface(surface, axis === "x" ? [at, 0, 0.5] : [0, at, 0.5]);
  await hands.drag(surface, await knob(0.5), await knob(0.2));
  await hands.holds({ [label]: 0.2 });
  await isStep(0.2);
  await hands.type(label, "0.73");
  await isStep(0.73);
  await hands.keys(hands.slider(label), "End");
  await isStep(1.5);
  await hands.refusesNonsense(label, [-9.99, 9.99]);
  await hands.leave();
});

it.each(["x", "y"] as const)("bump-along is the library's bump, along %s", async (axis) => {
  const hands = await Hands.on(site, "bump-along");
  await hands.choose(axis);
  const isBump = async (s1: number, s2: number, h: number) => {
    // Steps in the other order make the bump of the opposite height.
    const bump = s1 <= s2 ? { from: s1, to: s2, height: h } : { from: s2, to: s1, height: -h };
    const show = (place: number) => place.toFixed(2).replace("-", "−");
    const middle = (s1 + s2) / 2;
    const [before, between, after] = await firstOutputs(bumpNetwork([bump], { steepness: 1000 }), [
      [s1 - 0.05],
      [middle],
      [s2 + 0.05],
    ]);
    await hands.shows({
      [`before s₁, at ${axis} = ${show(s1 - 0.05)}`]: before!,
      [`between, at ${axis} = ${show(middle)}`]: between!,
      [`after s₂, at ${axis} = ${show(s2 + 0.05)}`]: after!,
    });
  };
  await isBump(0.3, 0.7, 0.6);
  const surface = hands.surface();
  const along = (at: number) => placeOnSurface(surface, axis === "x" ? [at, 0, 0.3] : [0, at, 0.3]);
  await hands.drag(surface, await along(0.3), await along(0.1));
  await hands.holds({ "Step s₁": 0.1 });
  // The knob on its top is dragged upwards: 0.6 becomes 0.9, of the 1 that the axis shows.
  const top = (height: number) => placeOnSurface(surface, axis === "x" ? [0.4, 0.5, height] : [0.5, 0.4, height]);
  await hands.drag(surface, await top(0.6), await top(0.9));
  await hands.holds({ "Height h (weights h, −h)": 0.9 });
  await isBump(0.1, 0.7, 0.9);
  await hands.type("Step s₁", "0.8");
  await hands.type("Height h (weights h, −h)", "-1.5");
  await isBump(0.8, 0.7, -1.5);
  await hands.keys(hands.field("Step s₂"), "ArrowUp");
  await isBump(0.8, 0.71, -1.5);
  await hands.refusesNonsense("Height h (weights h, −h)", [-9.9, 9.9]);
  await hands.leave();
});

it("crossed-bumps is the library's tower before its neuron", async () => {
  const hands = await Hands.on(site, "crossed-bumps");
  const label = "Height h";
  const isCross = async (height: number) =>
    hands.shows(await ofBox(towerNetwork(box, { height, bias: 0, steepness: 1000, output: "linear" })));
  await isCross(0.3);
  const surface = hands.surface();
  const knob = (sum: number) => placeOnSurface(surface, [0.5, 0.5, sum]);
  await hands.drag(surface, await knob(0.6), await knob(0.8));
  await hands.holds({ [label]: 0.4 });
  await isCross(0.4);
  await hands.type(label, "-2.25");
  await isCross(-2.25);
  await hands.keys(hands.slider(label), "End");
  await isCross(1);
  await hands.refusesNonsense(label, [-9.9, 9.9]);
  await hands.leave();
});

it("tower begins with what the book's page shows, and becomes the reading room's tower", async () => {
  const hands = await Hands.on(site, "tower");
  const isTower = async (height: number, bias: number) => {
    const outputs = await ofBox(towerNetwork(box, { height, bias, steepness: 1000 }));
    await hands.shows(outputs);
    const [centre, ...others] = Object.values(outputs);
    await hands.shows({ contrast: centre! - Math.max(...others) });
  };
  await isTower(0.3, -0.5);
  await hands.shows(
    { "centre (0.5, 0.5)": 0.525, "plateau in x (0.5, 0.1)": 0.45, "elsewhere (0.1, 0.1)": 0.378 },
    5e-4,
  );
  await hands.press("Play: h → 10, b → −3h/2");
  await hands.holds({ "Height of the bumps, h": 10, "Bias b": -15 });
  const sides: [number, number][] = [
    [0.4, 0.6],
    [0.3, 0.7],
  ];
  for (const [name, at] of Object.entries(placesOfBox))
    await hands.shows({ [name]: tower(sides, [...at], { weight: 1000, h: 10 }) });
  await hands.flip("keep b at −3h/2");
  await hands.type("Height of the bumps, h", "4");
  await hands.holds({ "Bias b": -6 });
  await isTower(4, -6);
  await hands.keys(hands.slider("Height of the bumps, h"), "ArrowRight");
  await isTower(4.1, -6.15);
  // A bias of its own lets go of the rule.
  await hands.type("Bias b", "-1");
  await hands.type("Height of the bumps, h", "-7");
  await isTower(-7, -1);
  await hands.press("Reset");
  await isTower(0.3, -0.5);
  await hands.refusesNonsense("Bias b", [-999, 999]);
  await hands.leave();
});

it("two-towers is the library's sum of towers", async () => {
  const hands = await Hands.on(site, "two-towers");
  const isPair = async (w1: number, w2: number) => {
    const boxes: readonly Box[] = [
      [
        { from: 0.1, to: 0.2 },
        { from: 0.8, to: 0.9 },
      ],
      [
        { from: 0.7, to: 0.8 },
        { from: 0.2, to: 0.3 },
      ],
    ];
    const network = towersNetwork(
      [w1, w2].map((w, i) => ({ box: boxes[i]!, weights: [w] })),
      { steepness: 2000 },
    );
    const [first, second, between, beside] = await firstOutputs(network, [
      [0.15, 0.85],
      [0.75, 0.25],
      [0.5, 0.5],
      [0.15, 0.5],
    ]);
    await hands.shows({
      "on the first, at (0.15, 0.85)": first!,
      "on the second, at (0.75, 0.25)": second!,
      "between them, at (0.5, 0.5)": between!,
      "on one bump only, at (0.15, 0.5)": beside!,
    });
    expect(first).toBeCloseTo(w1, 5);
  };
  await isPair(0.7, 0.5);
  const surface = hands.surface();
  const knob = (height: number) => placeOnSurface(surface, [0.75, 0.25, height]);
  await hands.drag(surface, await knob(0.5), await knob(0.9));
  await hands.holds({ "Second tower, w₂": 0.9 });
  await hands.type("First tower, w₁", "-1.3");
  await isPair(-1.3, 0.9);
  await hands.refusesNonsense("Second tower, w₂", [-999, 999]);
  await hands.leave();
});
