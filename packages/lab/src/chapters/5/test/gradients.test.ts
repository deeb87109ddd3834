/** The figures of gradients at rest: every control is used, and what they show is what the library computes. */
import { mnist, network } from "nndl";
import { chainGradient, explodingChain, gradientFlow, growthWidth, identityNeuron, widestGrowth } from "nndl/analysis";
import { afterAll, beforeAll, expect, it } from "vitest";
import { axesOf, Hands } from "../../../../test/hands.ts";
import { openSite, type Site } from "../../../../test/site.ts";
import { readLink } from "../../../studio/link.ts";
import { drawn } from "../chain/drawn.ts";
import { gradientsOf } from "../deep/gradients.ts";
import { type Deep, networkOf, ofTheBook } from "../deep/network.ts";
import { speedsOf } from "../deep/speeds.ts";
import { tenDigits } from "../deep/ten-digits.ts";

let site: Site;
beforeAll(async () => {
  site = await openSite();
});
afterAll(() => site?.close());

const close = (one: number, other: number) => one === other || Math.abs(one / other - 1) < 1e-7;

it("gradient-bars shows the library's gradients, whatever the network", async () => {
  const asked: string[] = [];
  const hands = await Hands.on(site, "gradient-bars");
  hands.page.on("request", (request) => asked.push(request.url()));
  const verdict = hands.island.locator("p.verdict");
  const isRatioOf = async (deep: Deep, of: "biases" | "weights" = "biases") => {
    const speeds = speedsOf(await gradientsOf(deep, tenDigits), of);
    await expect
      .poll(async () => Number(await verdict.getAttribute("data-ratio")), { message: JSON.stringify(deep) })
      .toSatisfy((ratio: number) => close(ratio, speeds.at(-1)! / speeds[0]!));
  };
  const command = () => hands.island.locator(".tools .command code").innerText();
  let deep: Deep = { ...ofTheBook, depth: 4, seed: 1 };
  const becomes = (changed: Partial<Deep>) => {
    deep = { ...deep, ...changed };
    return isRatioOf(deep);
  };
  // What stands there before any script runs was computed when the page was made.
  const before = await site.open("figures/gradient-bars/", { javaScriptEnabled: false });
  const atFirst = Number(await before.page.locator("p.verdict").getAttribute("data-ratio"));
  await before.close();
  expect(Number(await verdict.getAttribute("data-ratio"))).toBe(atFirst);
  await isRatioOf(deep);
  // The engine's own way to the same number; the book's is 95.8 in a run of its own.
  const { ratio } = await gradientFlow(network(networkOf(deep)), tenDigits, { threads: 1 });
  expect(Number(await verdict.getAttribute("data-ratio")) / ratio!).toBeCloseTo(1, 4);
  expect(await verdict.innerText()).toBe("The last hidden layer learns 104 times as fast as the first.");
  expect(await hands.island.locator("circle.book").count()).toBe(4);

  await hands.type("Hidden layers", "2");
  await becomes({ depth: 2 });
  expect(await hands.island.locator("circle.book").count()).toBe(2);
  await hands.press("Other weights");
  await becomes({ seed: 2 });
  await hands.island.locator(".tools summary").click();
  expect(await command()).toBe("npx nndl reproduce ch5/speeds-two-layers --seed 2");
  await hands.type("Seed", "1");
  await hands.keys(hands.slider("Hidden layers"), ...Array<string>(6).fill("ArrowRight"));
  await becomes({ depth: 8, seed: 1 });
  await hands.choose("ReLU");
  await hands.choose("wide");
  await becomes({ activation: "relu", start: "gaussian" });
  expect(await verdict.innerText()).toMatch(
    /^The first hidden layer learns [\d,.·⁰-⁹]+( million)? times as fast as the last\.$/,
  );
  expect(await hands.island.locator("circle.book").count()).toBe(0);
  await hands.choose("He’s");
  await becomes({ start: "he" });
  await hands.flip("Batch normalization");
  await becomes({ normalized: true });
  await hands.flip("Residual connections");
  await becomes({ residual: true });
  await hands.choose("tanh");
  await hands.choose("Glorot’s");
  await becomes({ activation: "tanh", start: "glorot" });
  expect(await verdict.innerText()).toBe("The first and the last hidden layer learn about equally fast.");
  await hands.choose("weights");
  await isRatioOf(deep, "weights");
  const studio = hands.island.getByRole("link", { name: /studio/i });
  const { recipe } = await readLink(new URL((await studio.getAttribute("href"))!, hands.page.url()).hash.slice(1));
  expect(network(recipe.network).sha256()).toBe(network(networkOf(deep)).sha256());
  await hands.refusesNonsense("Hidden layers", [1, 30]);
  await hands.refusesNonsense("Seed", [0, 999_999]);
  // All of it without the digits' files.
  expect(asked.filter((url) => url.includes("/mnist/"))).toEqual([]);

  // The book's thousand images: E5.6, and a network with normalization.
  const thousand = (await mnist()).training.take(1000);
  await hands.choose("1,000 (1.4 MB)");
  await expect.poll(() => verdict.getAttribute("data-images"), { timeout: 30_000 }).toBe("thousand");
  await hands.choose("sigmoid");
  await hands.choose("1/√n");
  await hands.flip("Batch normalization");
  await hands.flip("Residual connections");
  await hands.choose("biases");
  await hands.type("Hidden layers", "3");
  const { ratio: overThousand } = await gradientFlow(
    network(networkOf({ ...ofTheBook, depth: 3, seed: 1 })),
    thousand,
    {
      threads: 1,
    },
  );
  await expect
    .poll(async () => Number(await verdict.getAttribute("data-ratio")) / overThousand!, { timeout: 20_000 })
    .toBeCloseTo(1, 4);
  await hands.leave();
});

it("gradient-chain multiplies what the library multiplies", async () => {
  const hands = await Hands.on(site, "gradient-chain");
  const verdict = hands.island.locator("p.verdict");
  const is = async (weights: readonly number[], biases: readonly number[], input = 1) => {
    const { neurons } = chainGradient({ weights, biases, input, target: 1 });
    for (const [name, neuron] of [
      ["first", neurons[0]!],
      ["third", neurons[2]!],
    ] as const)
      await expect
        .poll(async () => Number(await verdict.getAttribute(`data-${name}`)))
        .toSatisfy((shown: number) => close(shown, neuron.biasGradient));
    return neurons;
  };
  const first = drawn(1);
  await is(first.weights, first.biases);
  expect(await verdict.innerText()).toBe("∂C/∂b₁ is 79 times smaller than ∂C/∂b₃: it vanishes.");
  await hands.press("Draw weights by chance");
  await is(drawn(2).weights, drawn(2).biases);
  await hands.press("Explode");
  const { weights, biases } = explodingChain();
  const exploding = await is(weights, biases);
  expect(exploding.map(({ factor }) => factor)).toEqual([25, 25, 25, 25]);
  expect(await verdict.innerText()).toBe("∂C/∂b₁ is 625 times larger than ∂C/∂b₃: it explodes.");
  await hands.drawing(/w₂ σ′\(z₂\) = 25, w₃ σ′\(z₃\) = 25/).waitFor();
  await hands.type("b₂", "-50.1");
  await is(weights, [-100, -50.1, -50, -50]);
  await hands.press("On the edge");
  await is([4, 4, 4, 4], [-4, -2, -2, -2]);
  expect(await verdict.innerText()).toMatch(/equally large/);
  await hands.keys(hands.slider("w₃"), "ArrowLeft");
  await is([4, 4, 3.99, 4], [-4, -2, -2, -2]);
  await hands.type("Input", "-0.5");
  await is([4, 4, 3.99, 4], [-4, -2, -2, -2], -0.5);
  for (const [j, digit] of ["₁", "₂", "₃", "₄"].entries()) {
    await hands.type(`w${digit}`, `${j + 1}`);
    await hands.type(`b${digit}`, `${-j}`);
  }
  await is([1, 2, 3, 4], [0, -1, -2, -3], -0.5);
  await hands.refusesNonsense("w₁", [-100, 100]);
  await hands.refusesNonsense("b₄", [-100, 100]);
  await hands.refusesNonsense("Input", [-1, 1]);
  await hands.leave();
});

it("growth-window lets one walk into the region of equation (123)", async () => {
  const hands = await Hands.on(site, "growth-window");
  const verdict = hands.island.locator("p.verdict");
  expect(await verdict.innerText()).toMatch(/^Outside/);
  const plot = hands.drawing(/is at least 1, with b/);
  const axes = await axesOf(plot);
  await hands.drag(plot, axes.to(2, 0.2), axes.to(5, 0.5), axes.to(9, 0.38));
  await expect.poll(() => verdict.innerText()).toMatch(/^Within/);
  const [w, a] = [await hands.value("Weight w"), await hands.value("Activation a")];
  expect(w).toBeCloseTo(9, 0);
  const z = w * a - 3.4;
  const slope = 1 / (2 + Math.exp(z) + Math.exp(-z));
  await hands.shows({ "z = wa + b": z, "|w σ′(z)|": w * slope, "width at this w": growthWidth(w) });
  await hands.type("Bias b", "5");
  await expect.poll(() => verdict.innerText()).toMatch(/^Outside/);
  await hands.press("Where it is widest");
  const widest = widestGrowth();
  await hands.holds({ "Weight w": Math.round(100 * widest.weight) / 100, "Activation a": 0.5 });
  await expect.poll(() => verdict.innerText()).toMatch(/^Within/);
  expect(await hands.reading("width at this w")).toBeCloseTo(0.4477, 4);
  // Just within and just outside of the edge.
  await hands.type("Activation a", `${0.5 + widest.width / 2 - 0.002}`);
  await expect.poll(() => verdict.innerText()).toMatch(/^Within/);
  await hands.type("Activation a", `${0.5 + widest.width / 2 + 0.002}`);
  await expect.poll(() => verdict.innerText()).toMatch(/^Outside/);
  await hands.type("Weight w", "3.9");
  await hands.shows({ "width at this w": 0 });
  await hands.refusesNonsense("Weight w", [-20, 20]);
  await hands.refusesNonsense("Activation a", [0, 1]);
  await hands.refusesNonsense("Bias b", [-20, 20]);
  await hands.leave();
});

it("identity-neuron hands its input on as the library's does", async () => {
  const hands = await Hands.on(site, "identity-neuron");
  for (const weight of [1, 0.5, 0.1]) {
    await hands.type("w₁", `${weight}`);
    await hands.press("Fit b and w₂ to w₁");
    const wanted = identityNeuron(weight);
    await hands.holds({ b: wanted.bias, "w₂": wanted.outputWeight });
    await hands.shows({ "farthest from x": wanted.maxError, "constant, for the next bias": wanted.constant }, 1e-6);
  }
  await hands.type("b", "1");
  expect(await hands.reading("farthest from x")).toBeGreaterThan(0.05);
  await hands.refusesNonsense("w₁", [0.05, 10]);
  await hands.refusesNonsense("b", [-10, 10]);
  await hands.refusesNonsense("w₂", [-100, 100]);
  await hands.leave();
});

it("gradient-chain has its numbers on a phone in the order of the chain", async () => {
  const hands = await Hands.on(site, "gradient-chain", { viewport: { width: 360, height: 740 } });
  const places = await Promise.all(
    ["Input", "w₁", "w₂", "w₃", "w₄"].map(async (name) => (await hands.field(name).boundingBox())!),
  );
  const order = places
    .map(({ x, y }, i) => ({ i, row: Math.round(y / 40), x }))
    .sort((a, b) => a.row - b.row || a.x - b.x);
  expect(order.map(({ i }) => i)).toEqual([0, 1, 2, 3, 4]);
  // What goes in is of none of the neurons.
  expect(new Set(places.map(({ y }) => Math.round(y / 40))).size).toBe(3);
  await hands.leave();
});
