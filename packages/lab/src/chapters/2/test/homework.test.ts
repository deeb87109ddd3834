/** The homework of chapter 2: what is right and wrong, the first slip, exercises that a link sets, and links that set none. */
import { afterAll, beforeAll, expect, it } from "vitest";
import { Hands } from "../../../../test/hands.ts";
import { openSite, type Site } from "../../../../test/site.ts";
import { modelOf, randomNumbers } from "../machine/model.ts";
import { work } from "../machine/quantities.ts";
import { start } from "../machine/start.ts";

let site: Site;
beforeAll(async () => {
  site = await openSite();
});
afterAll(() => site?.close());

const { values } = work(modelOf({ ...start, kinds: "" }));
const four = (id: string) => values.get(id)!.toFixed(4);

const on = async (link: string) => {
  const hands = await Hands.on(site, "homework");
  if (link !== "") await hands.page.goto(`${site.url}figures/homework/#${link}`);
  if (link !== "") await hands.page.reload();
  await hands.page.locator('.island[data-figure="homework"][data-alive]').waitFor();
  const number = (id: string) => hands.island.locator(`[data-quantity="${id}"]`);
  const isMarked = async (id: string) => (await number(id).getAttribute("class"))!.match(/\b(right|wrong|late)\b/)?.[1];
  const panel = hands.island.locator(".panel");
  const write = async (text: string) => {
    await panel.getByRole("textbox").fill(text);
    await panel.getByRole("textbox").press("Enter");
  };
  const pick = (id: string) => number(id).click();
  const right = () => hands.reading("right");
  return { hands, number, isMarked, panel, write, pick, right };
};

it("homework marks each answer, goes on to the next, and ends when all are right", async () => {
  const { hands, isMarked, panel, write, pick, right } = await on("");
  await panel.getByText("The error of neuron 1 of layer 3 (BP1)").waitFor();
  // The slope is forgotten.
  await write(four("g1.0"));
  expect(await isMarked("d1.0")).toBe("wrong");
  expect(await panel.innerText()).toContain("It is still to be multiplied by the slope σ′(z).");
  await write("two");
  expect(await panel.getByRole("alert").innerText()).toContain("“two” is no number.");
  expect(await isMarked("d1.0")).toBe("wrong");
  await write(four("d1.0").replace(".", ","));
  expect([await isMarked("d1.0"), await right()]).toEqual(["right", 1]);
  // The next one is asked, and the focus stays in its field.
  await panel.getByText("The error of neuron 2 of layer 3 (BP1)").waitFor();
  expect(await panel.getByRole("textbox").evaluate((field) => field === document.activeElement)).toBe(true);
  for (const id of ["d1.1", "d0.0", "d0.1", "d0.2"]) await write(four(id));
  expect(await right()).toBe(5);
  await pick("gw0.2.1");
  await hands.press("Tell me");
  expect(await panel.innerText()).toContain("It is 0.0168.");
  // Who was told is led to what is still missing.
  await hands.press("Go on");
  expect(await panel.getByRole("textbox").getAttribute("aria-label")).toContain(
    "derivative of C by w, layer 2, 3 from 1",
  );
  await hands.press("Its formula");
  expect(await panel.innerText()).toMatch(/= 0\.5 · 0\.0168/);
  await write("0.0084");
  // What was told does not count.
  expect(await right()).toBe(6);
  await hands.press("Begin anew");
  expect([await right(), await isMarked("d1.0")]).toEqual([0, undefined]);
  await hands.leave();
});

it("homework finds the first slip, and does not blame what follows from it", async () => {
  const { hands, isMarked, panel, write, pick } = await on("hide=z,a");
  await write(String(values.get("z0.0")! - start.numbers[12]!));
  expect(await isMarked("z0.0")).toBe("wrong");
  expect(await panel.innerText()).toContain("The bias is missing.");
  await pick("a0.0");
  await write("0.5");
  expect(await isMarked("a0.0")).toBe("late");
  expect(await panel.innerText()).toContain("the slip is before it");
  await hands.press("To the first slip");
  expect(await panel.innerText()).toContain("The weighted input of neuron 1 of layer 2");
  await write("0.1");
  expect([await isMarked("z0.0"), await isMarked("a0.0")]).toEqual(["right", "wrong"]);
  await hands.leave();
});

it("homework keeps back what follows from missing numbers until they are there", async () => {
  const { hands, number, panel, write, pick } = await on("");
  const text = (id: string) => number(id).locator(".value").innerHTML();
  expect([await text("gb1.0"), await text("g0.2"), await text("z1.0")]).toEqual(["", "", "0.6315"]);
  await pick("gb1.0");
  expect(await panel.innerText()).toContain("It appears when the numbers that it is made of are there.");
  await pick("d1.0");
  await write(four("d1.0"));
  expect(await text("gb1.0")).toBe("−0.0787");
  await write(four("d1.1"));
  expect(await text("g0.2")).toBe("0.0734");
  await hands.leave();
});

it("homework is made by a teacher: network, example, and what is missing", async () => {
  const { hands, number, panel, write, pick, right } = await on("");
  await hands.press("Make one");
  await hands.flip("δ");
  await hands.flip("δ");
  await hands.flip("z");
  await hands.flip("z");
  await pick("C");
  await pick("gw0.2.0");
  // Weights and inputs are set as in the machine.
  await pick("x0");
  await hands.type("x 1", "0.3");
  await hands.press("Do it");
  const own = work(modelOf({ ...start, kinds: "", x: [0.3, 1] })).values;
  await pick("C");
  await write(own.get("C")!.toFixed(4));
  expect(await right()).toBe(1);
  expect(await number("gw0.2.0").getAttribute("aria-label")).not.toContain("to be calculated");
  await hands.press("Make one");
  const sizes = hands.island.getByRole("textbox");
  await sizes.first().fill("784-30-10");
  await sizes.first().press("Enter");
  expect(await hands.island.getByRole("alert").innerText()).toContain("too many numbers");
  await sizes.first().fill("1-2-1");
  await sizes.first().press("Enter");
  await hands.press("Other numbers");
  await hands.press("Do it");
  await pick("C");
  await write(
    work(modelOf({ sizes: "1-2-1", kinds: "", ...randomNumbers([1, 2, 1], 2) }))
      .values.get("C")!
      .toFixed(4),
  );
  expect(await right()).toBe(1);
  expect(await panel.innerText()).not.toContain("Not this");
  await hands.leave();
});

it("homework asks by the cross-entropy where its link says so", async () => {
  const { hands, isMarked, panel, write, right } = await on("cost=cross-entropy&hide=C,d");
  await hands.island.getByText("The cost is the cross-entropy.").waitFor();
  const own = work(modelOf({ ...start, kinds: "", cost: "cross-entropy" })).values;
  await write((own.get("C")! / Math.LN10).toFixed(4));
  expect(await panel.innerText()).toContain("ln is the natural one");
  await write(own.get("C")!.toFixed(4));
  await write(four("d1.0"));
  expect(await isMarked("d1.0")).toBe("wrong");
  expect(await panel.innerText()).toMatch(/= 0\.6528 − 1/);
  await write(own.get("d1.0")!.toFixed(4));
  expect(await right()).toBe(2);
  await hands.press("Make one");
  await hands.island.getByRole("combobox", { name: "Cost" }).selectOption("quadratic");
  await hands.press("Do it");
  expect(await isMarked("d1.0")).toBe("wrong");
  await hands.leave();
});

it("homework explains links that ask for nothing, and for networks that are too large", async () => {
  const nothing = await on("hide=");
  expect(await nothing.hands.island.getByRole("alert").innerText()).toContain("This exercise asks for nothing");
  await nothing.hands.press("Make one");
  await nothing.pick("d1.1");
  expect(await nothing.hands.island.getByRole("alert").count()).toBe(0);
  await nothing.hands.leave();
  const large = await on("sizes=784-30-10");
  expect(await large.hands.island.getByRole("alert").innerText()).toMatch(
    /The exercise of this link cannot be shown: 784-30-10 has too many numbers/,
  );
  await large.write(four("d1.0"));
  await large.hands.leave();
});

it("homework says so where a link's numbers are not those of its network", async () => {
  const said = async (link: string) => {
    const { hands } = await on(link);
    const words = (await hands.island.getByRole("alert").allInnerTexts()).join(" ");
    await hands.leave();
    return words;
  };
  expect(await said("x=1,2,3,4&hide=d")).toContain("do not fit its network 2-3-2: 4 inputs where 2 belong.");
  expect(await said("hide=d,delta,gw9.0.0")).toMatch(
    /^This link hides “delta”, “gw9.0.0”, which no number of its network/,
  );
  expect(await said("kinds=sst&hide=d")).toBe(
    "The functions of this link do not fit its network 2-3-2: 3 where 5 neurons are. The others are σ.",
  );
  expect(await said("kinds=ssstt&cost=cross-entropy&y=1,2&hide=d")).toBe(
    "This link has outputs that are no σ, for which there is no cross-entropy: below they are σ. The targets of this link are 1, 2, and for the cross-entropy they must be from 0 to 1: below they are the nearest that can be.",
  );
  expect(await said("kinds=sssxs&hide=d")).toMatch(/kinds must be at most 40 letters, .* r for relu/);
  // A link may leave the numbers to the page.
  expect(await said("sizes=3-2-2&hide=d")).toBe("");
});
