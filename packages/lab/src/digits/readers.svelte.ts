/** Who reads for the figures of a page: the network that comes with it, or one that was trained here. */
import { showNumber } from "@nndl/words/numbers";
import type { Trainer } from "../training/trainer.svelte.ts";
import { firstNetwork } from "./first-network.ts";
import { reader, trainReader } from "./reader.ts";
import { openShipped, shipped } from "./shipped.ts";
import { shippedFacts } from "./shipped-facts.ts";

export type ReaderName = "shipped" | "yours" | "better";

interface Reader {
  readonly name: ReaderName;
  readonly trainer: Trainer;
  /** For a list to choose from. */
  readonly title: string;
  /** Who it is, in a sentence that goes on. */
  readonly who: string;
}

const known: Readonly<Record<ReaderName, Reader>> = {
  yours: {
    name: "yours",
    trainer: firstNetwork,
    title: "The one you trained",
    who: "the network that you trained in this page",
  },
  better: {
    name: "better",
    trainer: reader,
    title: "The better one, trained for this",
    who: "the network that was trained here for drawings",
  },
  shipped: {
    name: "shipped",
    trainer: shipped,
    title: "The one that comes with this page",
    who: "the network that comes with this page, trained as the book’s first",
  },
};

class Readers {
  #preferred = $state.raw<ReaderName>();

  /** Those that can be asked; the one that comes with the page can always be. */
  readonly all = $derived.by((): readonly Reader[] => {
    const isTrained = ({ trainer }: Reader) => trainer.recipe !== undefined && trainer.step > 0;
    return [known.yours, known.better].filter(isTrained).concat(known.shipped);
  });

  /** The one that is asked: what was trained or chosen last; otherwise what the reader trained, if anything. */
  readonly current = $derived(this.all.find(({ name }) => name === this.#preferred) ?? this.all[0]!);

  readonly isReady = $derived(this.current.trainer.recipe !== undefined);

  /** Whose answers these are, in a sentence. */
  readonly said = $derived.by((): string => {
    const { name, trainer, who } = this.current;
    const layers = trainer.recipe?.network.layers.map((layer) => ("units" in layer ? layer.units : 0)) ?? [30, 10];
    const measured = trainer.records.at(-1)?.evaluations.test?.accuracy;
    const accuracy = name === "shipped" ? shippedFacts.correct / shippedFacts.of : measured;
    const right =
      accuracy === undefined
        ? "it has not been measured yet"
        : `${showNumber(100 * accuracy, 2)} % of the test images right`;
    return `Read by ${who}: ${[784, ...layers].join("–")}, ${right}.`;
  });

  /** From now on that one is asked, as soon as it can be. */
  prefer(name: ReaderName): void {
    this.#preferred = name;
  }

  /**
   * Sees to it that somebody can be asked.
   * @throws NndlError "file.read", …
   */
  async open(): Promise<void> {
    if (this.current.name === "shipped") await openShipped();
  }

  async trainBetter(): Promise<void> {
    this.prefer("better");
    await trainReader();
  }
}

export const readers = new Readers();
