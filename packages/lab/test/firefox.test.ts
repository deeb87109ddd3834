/** A figure of each chapter in Firefox: a digit that is drawn there is recognized, and a bump is what its sliders say. */
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { findFirefox } from "../../../testing/browsers/find-browser.ts";
import { sharedFirefox } from "../../../testing/browsers/firefox.ts";
import { isRound } from "../../../testing/thorough.ts";
import { serveLab } from "../../cli/src/lab/serve.ts";
import { alive, openSite } from "./site.ts";

interface Drawn {
  /** What it was read as, and how many strokes the pad had. */
  readonly read: string | null;
  readonly strokes: string | null;
  readonly problems: readonly string[];
}

/** In the page: opens chapter 1, trains the figure's network, and draws strokes on its pad. Sees nothing of this file. */
async function drawInPage(
  drawings: Readonly<Record<string, readonly (readonly [number, number])[]>>,
  page: typeof globalThis,
) {
  const problems: string[] = [];
  const until = async <T>(what: () => T | null | undefined | false, patience = 90_000): Promise<T> => {
    for (let waited = 0; waited < patience; waited += 50) {
      const found = what();
      if (found) return found;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    throw new Error(`It never came to be: ${what}`);
  };
  page.location.href = "/chapter-1/";
  await until(() => page.location.pathname === "/chapter-1/" && page.document.readyState === "complete");
  page.addEventListener("error", ({ message }) => problems.push(message));
  page.addEventListener("unhandledrejection", ({ reason }) => problems.push(String(reason)));
  const island = page.document.querySelector<HTMLElement>('.island[data-figure="draw-digit"]')!;
  // More than once: figures above it that come alive may push it out of sight before the page has looked.
  await until(() => {
    island.scrollIntoView();
    return "alive" in island.dataset;
  });
  const press = (name: string) =>
    [...island.querySelectorAll("button")].find(({ textContent }) => textContent.trim() === name)!.click();
  const pad = island.querySelector<HTMLElement>("canvas[role=application]")!;
  // There is no pointer that could be captured.
  pad.setPointerCapture = () => {};
  const say = (type: string, [x, y]: readonly [number, number]) => {
    const box = pad.getBoundingClientRect();
    const place = { clientX: box.left + x * box.width, clientY: box.top + y * box.height };
    pad.dispatchEvent(new PointerEvent(type, { ...place, pointerId: 7, bubbles: true, button: 0, pointerType: "pen" }));
  };
  const read = () => island.querySelector("[data-read]")?.getAttribute("data-read") ?? null;
  const answers: Drawn[] = [];
  for (const [digit, [first, ...others]] of Object.entries(drawings)) {
    say("pointerdown", first!);
    for (const point of others) say("pointermove", point);
    say("pointerup", others.at(-1) ?? first!);
    // It answers while one draws and may err until the drawing is whole.
    await until(() => read() === digit, 10_000).catch(() => {});
    answers.push({ read: read(), strokes: pad.dataset.strokes ?? null, problems });
    press("Clear");
    await until(() => read() === "");
  }
  return answers;
}

/** In the page: opens a figure in a state, moves one of its sliders, and tells what it shows then. Sees nothing of this file. */
async function moveInPage([address, slider, to]: readonly [string, string, string], page: typeof globalThis) {
  const until = async <T>(what: () => T | null | undefined | false): Promise<T> => {
    for (let waited = 0; waited < 30_000; waited += 50) {
      const found = what();
      if (found) return found;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    throw new Error(`It never came to be: ${what}`);
  };
  page.location.href = address;
  await until(() => page.location.pathname === address.replace(/#.*/, "") && page.document.readyState === "complete");
  const island = await until(() => page.document.querySelector<HTMLElement>(".island"));
  await until(() => {
    island.scrollIntoView();
    return "alive" in island.dataset;
  });
  const numbers = () =>
    Object.fromEntries(
      [...island.querySelectorAll<HTMLElement>("[data-name]")].map(({ dataset }) => [
        dataset.name,
        Number(dataset.value),
      ]),
    );
  const before = numbers();
  const control = island.querySelector<HTMLInputElement>(`input[type=range][aria-label="${slider}"]`)!;
  control.value = to;
  control.dispatchEvent(new Event("input", { bubbles: true }));
  // The address follows the figure.
  await until(() => page.location.hash.includes(`=${to}`));
  return { before, after: numbers(), hash: page.location.hash };
}

/** In the page: what the controls of its figure are set to, once it was opened at an address. Sees nothing of this file. */
async function settingsAt(address: string | undefined, page: typeof globalThis = globalThis) {
  const until = async (what: () => boolean | undefined) => {
    for (let waited = 0; !what(); waited += 50) {
      if (waited > 30_000) throw new Error(`It never came to be: ${what}`);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  };
  if (address !== undefined) {
    page.location.href = address;
    await until(() => page.location.pathname === address.replace(/#.*/, "") && page.document.readyState === "complete");
  }
  const island = () => page.document.querySelector<HTMLElement>(".island");
  await until(() => {
    island()?.scrollIntoView();
    return "alive" in (island()?.dataset ?? {});
  });
  await new Promise((resolve) => setTimeout(resolve, 100));
  const problem = island()!.querySelector("[role=alert]")?.textContent ?? "";
  const controls = [...island()!.querySelectorAll<HTMLInputElement | HTMLSelectElement>("input, select")];
  const isChoice = ({ type }: HTMLInputElement | HTMLSelectElement) => type === "radio" || type === "checkbox";
  const set = controls.map((each) => (isChoice(each) ? String((each as HTMLInputElement).checked) : each.value));
  return { problem, set };
}

const firefox = findFirefox();

// Firefox is tested where it is installed.
describe.skipIf(firefox === undefined || isRound)("Firefox", () => {
  it("moves a neuron from the state that a link holds", async () => {
    const folder = fileURLToPath(new URL("../build", import.meta.url));
    const server = await serveLab({ folder, port: 0 });
    const browser = await sharedFirefox(firefox!);
    const output = (weight: number, bias: number, x: number) => 1 / (1 + Math.exp(-(weight * x + bias)));
    try {
      await browser.goTo(server.url);
      const shown = await browser.ask(moveInPage, [
        "/figures/sigmoid-neuron/#weight=12&bias=-3",
        "Weight w",
        "20",
      ] as const);
      expect(shown).toEqual({
        before: { "at-0": expect.closeTo(output(12, -3, 0), 12), "at-1": expect.closeTo(output(12, -3, 1), 12) },
        after: { "at-0": expect.closeTo(output(20, -3, 0), 12), "at-1": expect.closeTo(output(20, -3, 1), 12) },
        hash: "#weight=20&bias=-3",
      });
    } finally {
      await server.close();
    }
  }, 120_000);

  it("shows what a link of Chromium holds", async () => {
    const site = await openSite();
    const browser = await sharedFirefox(firefox!);
    await browser.goTo(site.url);
    const { page, goTo, close } = await site.openWindow();
    try {
      for (const name of ["nand", "tiny-network", "many-bumps"]) {
        await goTo(`figures/${name}/`);
        const island = await alive(page, name);
        const atFirst = await page.evaluate(settingsAt, undefined);
        for (const slider of await island.locator("input[type=range]:not(:disabled)").all())
          if (await slider.isVisible()) await slider.press("ArrowRight");
        await island.locator(".tools summary").click();
        const link = await island.getByRole("button", { name: "Copy the link" }).getAttribute("data-copy");
        const moved = await page.evaluate(settingsAt, undefined);
        expect(moved.set).not.toEqual(atFirst.set);
        const { pathname, hash } = new URL(link!);
        expect(await browser.ask(settingsAt, pathname + hash)).toEqual({ problem: "", set: moved.set });
      }
    } finally {
      await close();
      await site.close();
    }
  }, 120_000);

  it("reads a one, a seven and a zero", async () => {
    const folder = fileURLToPath(new URL("../build", import.meta.url));
    const server = await serveLab({ folder, port: 0 });
    const browser = await sharedFirefox(firefox!);
    const line = (from: readonly [number, number], to: readonly [number, number]) =>
      Array.from(
        { length: 9 },
        (_, i) => [from[0] + (i / 8) * (to[0] - from[0]), from[1] + (i / 8) * (to[1] - from[1])] as const,
      );
    const circle = Array.from(
      { length: 25 },
      (_, i) => [0.5 + 0.22 * Math.sin((i * Math.PI) / 12), 0.5 - 0.32 * Math.cos((i * Math.PI) / 12)] as const,
    );
    try {
      await browser.goTo(server.url);
      const answers = await browser.ask(drawInPage, {
        0: circle,
        1: line([0.52, 0.15], [0.48, 0.85]),
        7: [...line([0.2, 0.2], [0.75, 0.2]), ...line([0.75, 0.2], [0.45, 0.85])],
      });
      expect(answers).toEqual(["0", "1", "7"].map((read) => ({ read, strokes: "1", problems: [] })));
    } finally {
      await server.close();
    }
  }, 180_000);
});
