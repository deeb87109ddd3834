/** What the drawn network looks at: a line, a plane, a picture, or numbers; and what its inputs and outputs are called. */
import type { LayerOutput } from "nndl/analysis";
import { sizeOf } from "nndl/spec";
import { openSamples, sampleLabels, sampleOf } from "../../digits/samples.ts";
import { columnsMissing } from "../../training/made-places.ts";
import { axisNames, inputsInWords, rangesIn } from "../axes.ts";
import { Look } from "../looking.svelte.ts";
import { lookOf } from "../picture-look.ts";
import { coordinatesOf } from "../runs.ts";
import type { Studio } from "../studio.svelte.ts";
import type { UnitPicture } from "./unit-picture.ts";
import type { UnitNames } from "./unit-words.ts";

/** As many classes as there are colours. */
const mostClasses = 4;

type Range = readonly [from: number, to: number];

export class Scene {
  readonly #studio: Studio;
  /** The digits that come with the lab, where digits are learned. */
  #samples = $state.raw<Uint8Array>();
  /** Which of them is shown. */
  sample = $state(0);
  readonly #examples;
  readonly #layers;

  constructor(studio: Studio) {
    this.#studio = studio;
    const { trainer } = studio;
    this.#examples = new Look(
      trainer,
      () => (this.#isDrawn && this.#isFitting ? ({ about: "examples", limit: 1000 } as const) : undefined),
      60_000,
    );
    this.#layers = new Look(
      trainer,
      () => {
        const input = studio.input === undefined ? this.input : undefined;
        return input !== undefined && input.length === this.#inputs ? ({ about: "layers", input } as const) : undefined;
      },
      250,
    );
    $effect(() => {
      if (studio.draft.data.kind !== "mnist" || this.#samples !== undefined) return;
      // Without them it waits until something is drawn.
      openSamples().then(
        (samples) => {
          this.#samples = samples;
        },
        () => {},
      );
    });
  }

  readonly shape = $derived.by(() => this.#studio.dataShape);
  /** How many numbers say where an example lies. */
  readonly #size = $derived.by(() =>
    this.shape === undefined ? 0 : coordinatesOf(this.#studio.draft.data, this.shape.input, this.#studio.preparation),
  );
  /** Of the network on the trainer, which may not have heard of the latest settings. */
  readonly #inputs = $derived.by(() => sizeOf(this.#studio.trainer.recipe?.network.input ?? [0]));
  readonly #isFitting = $derived.by(() => {
    const { recipe } = this.#studio.trainer;
    return (
      recipe !== undefined &&
      this.shape !== undefined &&
      this.#inputs === sizeOf(this.shape.input) &&
      coordinatesOf(recipe.data, recipe.network.input, this.#studio.trainer.preparation) === this.#size
    );
  });
  /** A curve has one value; a plane has one, or as many classes as there are colours. */
  readonly #isDrawn = $derived.by(() => {
    const { shape } = this;
    if (shape?.classes) return this.#size === 2 && shape.outputs >= 2 && shape.outputs <= mostClasses;
    return (this.#size === 1 || this.#size === 2) && shape?.outputs === 1;
  });
  readonly kind = $derived.by((): "curve" | "plane" | "picture" | "numbers" => {
    if (this.#isDrawn) return this.#size === 1 ? "curve" : "plane";
    return this.shape?.input.length === 3 ? "picture" : "numbers";
  });
  /** The examples that are learned from, where they are drawn. */
  readonly examples = $derived.by(() => this.#examples.answer);
  /** Over which the plane or the line goes; of a table that is known when its rows are. */
  readonly ranges = $derived.by((): readonly Range[] | undefined => {
    if (!this.#isDrawn || !this.#isFitting) return undefined;
    const { kind } = this.#studio.draft.data;
    if (kind === "files") return this.places && rangesIn(this.places, this.#size);
    const usual: Range = kind === "function" ? [0, 1] : [-1.1, 1.1];
    return Array.from({ length: this.#size }, () => usual);
  });
  /** Where the examples lie. */
  readonly places = $derived.by(() => this.examples && (this.examples.places ?? this.examples.features));
  /** What the numbers are called that say where an example lies. */
  readonly axes = $derived.by(() => axisNames(this.#studio.preparation));

  /** Why there is no plane of what has been made of two numbers. */
  readonly whyNoPlane = $derived.by(() => {
    const missing = columnsMissing(this.#studio.preparation);
    if (this.kind !== "numbers" || this.axes.length > 2 || missing.length === 0) return "";
    const all = missing.join(" and ");
    return `Where an example lies cannot be drawn: ${all} ${missing.length === 1 ? "is" : "are"} not among its inputs, only what was made of ${missing.length === 1 ? "it" : "them"}.`;
  });

  /** What the network is shown: what the reader shows it, or a digit that comes with the lab. */
  readonly input = $derived.by((): Float32Array | undefined => {
    if (this.kind !== "picture") return undefined;
    if (this.#studio.input !== undefined) return this.#studio.input;
    return this.#samples && this.#studio.draft.data.kind === "mnist" ? sampleOf(this.#samples, this.sample) : undefined;
  });
  readonly isSample = $derived.by(() => this.input !== undefined && this.#studio.input === undefined);
  /** What every layer makes of it. */
  readonly layers = $derived.by((): readonly LayerOutput[] | undefined => {
    if (this.kind !== "picture") return undefined;
    return (this.#studio.input === undefined ? this.#layers.answer : this.#studio.layers)?.layers;
  });
  readonly truth = $derived.by(() =>
    this.isSample && this.shape?.classes ? this.#studio.className(sampleLabels[this.sample]!) : undefined,
  );

  nextSample(): void {
    this.sample = (this.sample + 1) % sampleLabels.length;
  }

  /** A channel of what it is shown. */
  shown(channel: number): UnitPicture | undefined {
    const { input } = this;
    const look = lookOf(this.shape?.input, this.#studio.preparation);
    if (input === undefined || look === undefined) return undefined;
    const [, height, width] = this.shape!.input as [number, number, number];
    const values = input.subarray(channel * width * height, (channel + 1) * width * height);
    return { values, width, height, palette: look.palette, most: 1, smooth: false };
  }

  readonly names: UnitNames = {
    input: (unit) => {
      const { data } = this.#studio.draft;
      if (this.kind === "picture") return undefined;
      return ("features" in data ? data.features : undefined)?.[unit] ?? inputsInWords(this.#studio.preparation)[unit];
    },
    output: (unit) => {
      if (this.shape?.classes) return `the output for ${this.#studio.className(unit)}`;
      return this.shape?.outputs === 1 ? "the output" : undefined;
    },
  };

  /** A few letters beside an input. */
  inputLabel(unit: number): string {
    const name = this.names.input(unit) ?? "";
    return name.length > 7 ? "" : name;
  }
  /** A few letters beside an output; points have a mark. */
  outputLabel(unit: number): string {
    if (!this.shape?.classes || this.hasMarks) return "";
    const name = this.#studio.className(unit);
    return name.length > 4 ? `${name.slice(0, 3)}…` : name;
  }
  readonly hasMarks = $derived.by(() => this.kind === "plane" && this.shape?.classes === true);
  /** Whether it is what the network says. */
  isTop(unit: number): boolean {
    return this.says?.unit === unit;
  }
  /** What the network says of what it is shown. */
  readonly says = $derived.by(() => {
    const values = this.layers?.at(-1)?.values;
    if (values === undefined || this.shape?.classes !== true) return undefined;
    const unit = values.indexOf(Math.max(...values));
    return { unit, name: this.#studio.className(unit), value: values[unit]! };
  });
}
