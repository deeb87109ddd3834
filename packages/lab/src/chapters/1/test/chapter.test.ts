/** Chapter 1's figures of perceptrons and small networks: they answer as the reading room's programs do. */
import { programs } from "@nndl/book/programs/index";
import { type Bit, perceptron } from "@nndl/book/programs/perceptrons";
import { predictedChange, sigmoid, sigmoidNeuron } from "@nndl/book/programs/sigmoid";
import { dense, network } from "nndl";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { axesOf, Hands } from "../../../../test/hands.ts";
import { alive, openSite, type Site } from "../../../../test/site.ts";

let site: Site;
beforeAll(async () => {
  site = await openSite();
});
afterAll(() => site?.close());

const bits = (count: number): Bit[][] =>
  Array.from({ length: 2 ** count }, (_, n) =>
    Array.from({ length: count }, (_, j): Bit => ((n >> (count - 1 - j)) & 1 ? 1 : 0)),
  );

/** The figure's truth table, as inputs → output. */
async function tableOf(hands: Hands): Promise<Record<string, number>> {
  const rows = await hands.island
    .locator("tr[data-inputs]")
    .evaluateAll((all) =>
      all.map((row) => [row.getAttribute("data-inputs")!, Number(row.getAttribute("data-output"))] as const),
    );
  return Object.fromEntries(rows);
}
function expectedTable(weights: number[], bias: number): Record<string, number> {
  return Object.fromEntries(bits(weights.length).map((x) => [x.join(""), perceptron(weights, bias, x)]));
}

describe("perceptron", () => {
  const names = ["weather", "company", "transport"];

  it("goes to the cheese festival when the book does, whatever its weights", async () => {
    const hands = await Hands.on(site, "perceptron");
    expect(await tableOf(hands)).toEqual(expectedTable([6, 2, 2], -5));
    const decision = hands.island.locator(".decision output");
    expect(await decision.innerText()).toContain("exactly when the weather is good: in 4 of 8");
    await hands.choose("threshold 3");
    expect(await tableOf(hands)).toEqual(expectedTable([6, 2, 2], -3));
    expect(await decision.innerText()).toContain("the weather is good, or somebody comes along and there is transport");

    await hands.type("Weight of company", "-4");
    await hands.keys(hands.field("Weight of weather"), "ArrowDown", "ArrowDown");
    await hands.keys(hands.slider("Threshold"), "ArrowLeft");
    expect(await tableOf(hands)).toEqual(expectedTable([4, -4, 2], -2));
    await hands.choose("bias", "Seen as");
    await hands.type("Bias b", "0.5");
    expect(await tableOf(hands)).toEqual(expectedTable([4, -4, 2], 0.5));
    await hands.refusesNonsense("Weight of transport", [-20, 20]);
    await hands.leave();
  });

  it("has its inputs switched in the network, by mouse and keys, and in the table", async () => {
    const hands = await Hands.on(site, "perceptron");
    const z = hands.island.locator("output[data-z]");
    const unit = (j: number) => hands.island.locator(`[data-unit="0,${j}"]`);
    const isAt = async (inputs: readonly number[]) => {
      expect(Number(await z.getAttribute("data-z"))).toBe([6, 2, 2].reduce((sum, w, j) => sum + w * inputs[j]!, -5));
      for (const [j, bit] of inputs.entries()) {
        expect(await unit(j).getAttribute("aria-pressed")).toBe(`${bit === 1}`);
        expect(await unit(j).getAttribute("aria-label")).toBe(`Input ${names[j]}, ${bit}`);
      }
    };
    await isAt([0, 1, 1]);
    await unit(0).click();
    await isAt([1, 1, 1]);
    await hands.keys(unit(0), "Enter", "ArrowDown");
    await hands.page.keyboard.press("Space");
    await isAt([0, 0, 1]);
    for (const inputs of bits(3)) {
      await hands.press(`Set the inputs to ${inputs.join(" ")}`);
      await isAt(inputs);
    }
    await hands.choose("5", "Inputs");
    expect(Object.keys(await tableOf(hands))).toHaveLength(32);
    expect(await tableOf(hands)).toEqual(expectedTable([6, 2, 2, 2, 2], -5));
    await hands.leave();
  });
});

describe("adder", () => {
  it("adds two bits, opened or merged, with every wire right", async () => {
    const hands = await Hands.on(site, "adder");
    const input = (name: string) => hands.island.locator(`[data-input="${name}"]`);
    const nand = (a: number, b: number) => perceptron([-2, -2], 3, [a as Bit, b as Bit]);
    for (const merged of [false, true]) {
      if (merged) await hands.flip("Merge the doubled line into one of weight −4");
      for (const [x1, x2] of bits(2) as [Bit, Bit][]) {
        for (const [name, bit] of [
          ["x1", x1],
          ["x2", x2],
        ] as const)
          if ((await input(name).getAttribute("aria-pressed")) !== `${bit === 1}`)
            await (name === "x1" ? input(name).click() : input(name).press("Enter"));
        const out = hands.island.locator("output[data-sum]");
        expect([await out.getAttribute("data-carry"), await out.getAttribute("data-sum")]).toEqual([
          `${x1 & x2}`,
          `${x1 ^ x2}`,
        ]);
        const both = nand(x1, x2);
        const says = { both, first: nand(x1, both), second: nand(x2, both), sum: x1 ^ x2, carry: x1 & x2 };
        for (const [gate, bit] of Object.entries(says)) {
          const button = hands.island.locator(`[data-gate="${gate}"]`);
          expect(await button.getAttribute("aria-label")).toContain(`says ${bit}`);
          await button.press("Space");
          expect(await button.getAttribute("aria-pressed")).toBe("true");
          const z = Number(await hands.island.locator("output[data-z]").getAttribute("data-z"));
          expect(z > 0 ? 1 : 0).toBe(bit);
        }
      }
    }
    await hands.leave();
  });

  // All pairs of numbers are the circuit's own test (../adder/circuit.test.ts).
  it("adds two numbers of four digits, typed and stepped", async () => {
    const hands = await Hands.on(site, "adder");
    await hands.choose("Four-digit adder");
    const total = hands.island.locator("output[data-total]");
    for (const [a, b] of [
      [0, 0],
      [15, 1],
      [15, 15],
      [5, 10],
      [8, 8],
    ] as const) {
      await hands.type("a", `${a}`);
      await hands.type("b", `${b}`);
      expect(await total.getAttribute("data-total")).toBe(`${a + b}`);
    }
    await hands.keys(hands.field("b"), "ArrowDown");
    expect(await total.getAttribute("data-total")).toBe("15");
    await hands.type("a", "11");
    await hands.type("b", "6");
    const columns = hands.island.locator("[data-column]");
    expect(await columns.nth(0).getAttribute("aria-label")).toBe("Column of the 1s: 1 + 0 + carry 0 gives 1, carry 0");
    expect(await columns.nth(1).getAttribute("aria-label")).toBe("Column of the 2s: 1 + 1 + carry 0 gives 0, carry 1");
    await columns.nth(2).press("Enter");
    expect(await columns.nth(2).getAttribute("aria-pressed")).toBe("true");
    await hands.type("b", "6.7");
    await hands.holds({ b: 6 });
    await hands.refusesNonsense("b", [0, 15]);
    await hands.leave();
  });
});

it("step-and-sigmoid shows σ(cz) and the step", async () => {
  const hands = await Hands.on(site, "step-and-sigmoid");
  const isAt = async (c: number, z: number, step: string) => {
    const shown = Number(await hands.island.locator("output[data-sigmoid]").getAttribute("data-sigmoid"));
    expect(shown).toBeCloseTo(sigmoid(c * z), 9);
    const cells = hands.island.locator("tbody td");
    const slope = (sigmoid(c * z + 1e-6 * c) - sigmoid(c * z - 1e-6 * c)) / 2e-6;
    expect(Number((await cells.nth(1).innerText()).replace("−", "-"))).toBeCloseTo(slope, 3);
    expect(await cells.nth(2).innerText()).toBe(step);
  };
  await isAt(1, 1, "1");
  await hands.type("Scale c of the weights", "7.5");
  await hands.type("At z", "-0.4");
  await isAt(7.5, -0.4, "0");
  await hands.keys(hands.slider("Scale c of the weights"), "End");
  await hands.keys(hands.slider("At z"), "ArrowRight");
  await isAt(100, -0.35, "0");
  await hands.type("At z", "0");
  await isAt(100, 0, "1");
  await hands.choose("0, as a perceptron");
  await isAt(100, 0, "0");
  const plot = hands.drawing(/the sigmoid/);
  const axes = await axesOf(plot);
  await hands.drag(plot, axes.to(-4, 0.5), axes.to(2, 0.5));
  expect(await hands.value("At z")).toBeCloseTo(2, 1);
  await isAt(100, await hands.value("At z"), "1");
  await hands.refusesNonsense("At z", [-5, 5]);
  await hands.leave();
});

describe("nand", () => {
  const isGate = async (hands: Hands, name: string, weights: number[], bias: number) => {
    expect(await tableOf(hands)).toEqual(expectedTable(weights, bias));
    expect(await hands.island.locator(".gate output").innerText()).toBe(name);
    // The drawing says the same, in its words and in its four discs.
    const outputs = (bits(2) as [Bit, Bit][]).map((x) => perceptron(weights, bias, x)).join(", ");
    await hands.drawing(new RegExp(`outputs at 00, 01, 10, 11: ${outputs}$`)).waitFor();
    expect((await hands.island.locator("svg circle + text").allTextContents()).join(", ")).toBe(outputs);
  };
  const z = async (hands: Hands) => Number(await hands.island.locator("output[data-z]").getAttribute("data-z"));

  it("is the gate that its weights and bias make it", async () => {
    const hands = await Hands.on(site, "nand");
    await isGate(hands, "NAND", [-2, -2], 3);
    for (const [name, weights, bias] of [
      ["AND", [2, 2], -3],
      ["NOR", [-2, -2], 1],
      ["NOT x₁", [-2, 0], 1],
      ["NAND", [-2, -2], 3],
    ] as const) {
      await hands.choose(name, "Set it to");
      await isGate(hands, name, [...weights], bias);
    }
    await hands.type("Weight w₁", "2");
    await isGate(hands, "always 1", [2, -2], 3);
    await hands.type("Bias b", "1");
    await isGate(hands, "x₁ or not x₂", [2, -2], 1);
    await hands.type("Weight w₂", "1.5");
    await hands.keys(hands.slider("Bias b"), "Home", ...Array<string>(40).fill("ArrowRight"));
    await isGate(hands, "OR", [2, 1.5], -1);
    await hands.type("Bias b", "-5");
    await isGate(hands, "always 0", [2, 1.5], -5);
    // Whatever 0.3 + 0.3 − 0.6 is in floating point.
    for (const label of ["Weight w₁", "Weight w₂"]) await hands.type(label, "0.3");
    await hands.type("Bias b", "-0.6");
    await isGate(hands, "always 0", [0.3, 0.3], -0.6);
    for (const label of ["Weight w₁", "Weight w₂", "Bias b"]) await hands.refusesNonsense(label, [-5, 5]);
    await hands.leave();
  });

  it("has its inputs chosen in the drawing and in the table, and its border where w·x + b is 0", async () => {
    const hands = await Hands.on(site, "nand");
    const plot = hands.drawing(/^The plane of both inputs/);
    const { to, from } = await axesOf(plot);
    for (const [x1, x2] of bits(2) as [Bit, Bit][]) {
      await hands.click(plot, to(x1, x2));
      expect(await z(hands)).toBe(-2 * x1 - 2 * x2 + 3);
    }
    await hands.button("Set the inputs to 0 1").press("Enter");
    expect(await z(hands)).toBe(1);
    // On the line itself a perceptron says 0.
    await hands.type("Bias b", "2");
    expect(await z(hands)).toBe(0);
    await isGate(hands, "NOR", [-2, -2], 2);
    await hands.type("Weight w₁", "-3.1");
    const line = (await hands.island.locator("svg g[clip-path] path").first().getAttribute("d"))!;
    const numbers = line.match(/-?[\d.]+/g)!.map(Number);
    for (const end of [numbers.slice(0, 2), numbers.slice(-2)]) {
      const [x1, x2] = from(end[0]!, end[1]!);
      expect(-3.1 * x1 - 2 * x2 + 2).toBeCloseTo(0, 1);
    }
    await hands.leave();
  });
});

describe("program", () => {
  it.each(["perceptrons", "network", "finite-differences", "network2", "towers", "convnet"])(
    "%s prints in the page what it prints in a terminal",
    async (name) => {
      const { page, problems, close } = await site.open(`programs/${name}/`);
      const island = await alive(page, "program");
      // It runs by itself when a reader comes near.
      const run = island.getByRole("button", { name: `Run ${name}.ts again`, exact: true });
      const printed = island.getByRole("region", { name: `What ${name}.ts printed`, exact: true });
      const lines = programs.find((program) => program.name === name)!.demo();
      expect(lines.length).toBeGreaterThan(2);
      await expect.poll(() => printed.textContent(), { timeout: 60_000 }).toBe(lines.join("\n"));
      // The same lines every time.
      if (name === "perceptrons") {
        await run.press("Enter");
        await expect.poll(() => printed.getAttribute("aria-busy")).toBe("false");
        expect(await printed.textContent()).toBe(lines.join("\n"));
        await page.goto(`${site.url}figures/program/#name=perceptron`);
        await island.getByText("The reading room has no program that is called “perceptron”.").waitFor();
      }
      expect(problems).toEqual([]);
      await close();
    },
    90_000,
  );
});

it("small-change moves as the neuron does, and as equation (5) foretells", async () => {
  const hands = await Hands.on(site, "small-change");
  const shown = async (name: string) =>
    Number(await hands.island.locator(`output[data-${name}]`).getAttribute(`data-${name}`));
  const isAt = async (dw: [number, number], db: number) => {
    const moves =
      sigmoidNeuron([0.7 + dw[0], -1.2 + dw[1]], 0.3 + db, [1, 0.5]) - sigmoidNeuron([0.7, -1.2], 0.3, [1, 0.5]);
    expect(await shown("moves")).toBeCloseTo(moves, 9);
    expect(await shown("foretold")).toBeCloseTo(predictedChange([0.7, -1.2], 0.3, [1, 0.5], dw, db), 9);
  };
  await isAt([1, 0], 0);
  await hands.type("by Δw₁", "-0.5");
  await isAt([-0.5, 0], 0);
  await hands.choose("w₂", "Change");
  await hands.type("by Δw₂", "0.25");
  await hands.choose("b", "Change");
  await hands.keys(hands.slider("by Δb"), "ArrowRight", "ArrowRight");
  await isAt([-0.5, 0.25], await hands.value("by Δb"));
  // A smaller reach keeps every change within it.
  await hands.choose("0.2");
  await isAt([-0.2, 0.2], 0.02);
  const plot = hands.drawing(/equation \(5\) says/);
  const axes = await axesOf(plot);
  const { width, height } = (await plot.boundingBox())!;
  await hands.drag(plot, [width / 2, height / 2], [axes.to(-0.1, 0)[0], height / 2]);
  expect(await hands.value("by Δb")).toBeCloseTo(-0.1, 2);
  await isAt([-0.2, 0.2], await hands.value("by Δb"));
  await hands.refusesNonsense("by Δb", [-0.2, 0.2]);
  await hands.choose("a network 2-2-1");
  expect(await hands.island.locator(".terms tbody tr").count()).toBe(9);
  await hands.leave();
});

it("architectures counts what the library's network has to learn, and says what is wrong", async () => {
  const hands = await Hands.on(site, "architectures");
  const output = hands.island.locator("output[data-parameters]");
  const learns = async (sizes: readonly number[]) => {
    const [inputs, ...units] = sizes;
    const { parameterCount } = network({ input: [inputs!], layers: units.map((n) => dense(n)), cost: "quadratic" });
    await expect.poll(() => output.getAttribute("data-parameters")).toBe(`${parameterCount}`);
  };
  await learns([784, 15, 10]);
  await hands.choose("6-4-3-1");
  await learns([6, 4, 3, 1]);
  const field = hands.island.getByRole("textbox");
  await field.fill("784-100-50-10");
  await learns([784, 100, 50, 10]);
  const error = hands.island.locator("p.error");
  for (const nonsense of ["784-abc-10", "", "10", "3--1", "5-0-1", "-3-2", "9e99-1", "<b>1</b>-2"]) {
    await field.fill(nonsense);
    await expect.poll(() => error.innerText(), { message: nonsense }).not.toBe("");
    expect(await field.getAttribute("aria-invalid")).toBe("true");
    await learns([784, 100, 50, 10]);
  }
  await field.fill("2-3-1");
  await learns([2, 3, 1]);
  expect(await error.innerText()).toBe("");
  const said = hands.island.locator(".said");
  await hands.press("hidden 2, 2 weights and a bias");
  expect(await said.innerText()).toContain("Neuron 2 of 3 has 2 weights and 1 bias.");
  await hands.leave();
});
