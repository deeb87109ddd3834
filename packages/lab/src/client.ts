/** Brings the page's figures to life as they come near the reader's eyes. The text needs no script. */
import "katex/dist/katex.min.css";
import "./styles/index.css";
import { hydrate } from "svelte";
import { figureModules } from "./figures/modules.ts";
import { inTurn, turnsAreOver } from "./figures/turns.ts";
import { watchFrame } from "./frame.ts";
import Island from "./pages/Island.svelte";

const near = new IntersectionObserver(
  (entries) => {
    for (const { isIntersecting, target } of entries) if (isIntersecting) wake(target);
  },
  { rootMargin: "400px 0px" },
);
/** Where figures are that are still as they were written. */
const asleep = new Set(
  [...document.querySelectorAll(".island")].map((island): Element => island.closest(".figure") ?? island),
);
for (const place of asleep) near.observe(place);
watchFrame({ wakeAll: () => asleep.forEach(wake) });

function wake(place: Element): void {
  near.unobserve(place);
  if (asleep.delete(place)) void enliven(islandIn(place));
}

/**
 * For the curious, the tests and the benchmark, in the console of any page:
 * `const trainer = await nndlLab.trainer(); await trainer.open(recipe); await trainer.train({ until: 100 }); trainer.sha256`.
 */
Object.assign(globalThis, {
  nndlLab: { trainer: async () => new (await import("./training/trainer.svelte.ts")).Trainer() },
});

/** Of a figure far away only its outer bounds are laid out; to ask where the island in it is would lay out the rest. */
function islandIn(place: Element): HTMLElement {
  return place.matches(".island") ? (place as HTMLElement) : place.querySelector<HTMLElement>(".island")!;
}

async function enliven(target: HTMLElement): Promise<void> {
  const { figure: name = "", given = "{}", alone } = target.dataset;
  try {
    const figure = await figureModules.get(name)!();
    const props = {
      figure,
      name,
      given: JSON.parse(given) as Record<string, string>,
      alone: alone as "page" | "embedded",
    };
    // To read its script was a task already.
    await inTurn(() => void hydrate(Island, { target, props }));
    await turnsAreOver();
    target.dataset.alive = "";
  } catch (error) {
    target.append(
      `This figure could not be loaded (${error instanceof Error ? error.message : error}). Reload the page to try again.`,
    );
  }
}
