/**
 * What a figure has around it: the state that a link can hold, the command that does the same, what is spoken, and the curves
 * that can be saved. A figure says what it has of these; where it stands, a chapter or a page of its own, makes use of them.
 */
import { getContext, onDestroy, setContext, untrack } from "svelte";
import { Calm } from "./calm.ts";
import type { Field } from "./fields.ts";

type Fields = Readonly<Record<string, Field<unknown>>>;
type Values<Of extends Fields> = {
  -readonly [Name in keyof Of]: Of[Name] extends Field<infer Value> ? Value : never;
};

/** Why values do not belong together, each of which could be: "numbers must be 4, as there are 3 pieces"; nothing where they do. */
type Together = (values: Readonly<Record<string, unknown>>) => string | undefined;

/** A line that is drawn: its name, and its points. */
export interface DrawnCurve {
  readonly name: string;
  readonly points: readonly (readonly [number, number])[];
}

/** A link is not longer than this; nothing that a reader makes by hand comes near it. */
const longest = 6000;

export class FigureFrame {
  readonly #given: Readonly<Record<string, string>>;
  readonly #fields = new Map<string, { readonly field: Field<unknown>; readonly values: Record<string, unknown> }>();
  readonly #together = new Map<Fields, { readonly values: Record<string, unknown>; readonly misfit: Together }>();
  readonly #curves = new Set<() => DrawnCurve>();
  readonly #calm = new Calm((sentence) => {
    this.spoken = sentence;
  });
  /** Changes with the fields that there are. */
  #parts = $state(0);
  #commandOf = $state.raw<() => string | undefined>();
  #studioOf = $state.raw<() => string | undefined | Promise<string | undefined>>();
  /** What a screen reader says next. */
  spoken = $state("");
  /** Why a link could not be opened; empty when there is nothing to say. */
  problem = $state("");
  /** What there is of the figure's state beside its start, as a link holds it. */
  readonly text = $derived.by(() => this.#write());
  /** The command that does the same as the figure now. */
  readonly command = $derived(this.#commandOf?.());
  /** The address of the studio with the figure's settings, from the site's root; made when somebody looks for it. */
  readonly studio = $derived(this.#studioOf?.());

  /** @param given what the figure is told where it stands, as a link would tell it */
  constructor(given: Readonly<Record<string, string>>) {
    this.#given = given;
  }

  /** Keeps the state of a part of the figure; what comes back forgets it. */
  keep(fields: Fields, values: Record<string, unknown>, misfit: Together = () => undefined): () => void {
    this.#parts++;
    this.#together.set(fields, { values, misfit });
    for (const [name, field] of Object.entries(fields)) {
      if (this.#fields.has(name)) throw new Error(`two parts of this figure keep "${name}": give one another name`);
      this.#fields.set(name, { field, values });
      const text = this.#given[name];
      if (text === undefined) continue;
      const value = field.read(text);
      if (value === undefined) throw new Error(`${name} must be ${field.expected}; received ${text}`);
      values[name] = value;
    }
    const problem = misfit(values);
    if (problem !== undefined) throw new Error(problem);
    return () => {
      this.#parts++;
      this.#together.delete(fields);
      for (const name of Object.keys(fields)) this.#fields.delete(name);
    };
  }

  /** What it was told and does not know; the page that told it is wrong. */
  get unknown(): readonly string[] {
    return Object.keys(this.#given).filter((name) => !this.#fields.has(name));
  }

  #write(): string {
    void this.#parts;
    const text = new URLSearchParams();
    for (const [name, { field, values }] of this.#fields) {
      const written = field.write(values[name]);
      if (written !== field.write(field.start)) text.set(name, written);
    }
    return text.toString();
  }

  /** Takes the state that a link holds. What is wrong in it is said, and then nothing of it is taken. */
  open(link: string): void {
    const read = this.#read(link);
    this.problem =
      typeof read === "string" ? `The state in this link could not be read: ${read} The figure is as it was.` : "";
    if (typeof read === "string") return;
    this.reset();
    for (const take of read) take();
  }

  /** What is to be done to take it, or why it cannot be taken. */
  #read(link: string): string | readonly (() => void)[] {
    if (link.length > longest) return `it has ${link.length} characters, and a figure’s has at most ${longest}.`;
    const given = new URLSearchParams(link);
    const taken: (() => void)[] = [];
    const told = new Map<string, unknown>();
    for (const name of new Set(given.keys())) {
      const kept = this.#fields.get(name);
      const short = name.length > 40 ? `${name.slice(0, 40)}…` : name;
      if (kept === undefined) return `this figure has nothing that is called “${short}”.`;
      const texts = given.getAll(name);
      const value = texts.length === 1 ? kept.field.read(texts[0]!) : undefined;
      if (value === undefined) return `${short} must be ${kept.field.expected}.`;
      told.set(name, value);
      taken.push(() => {
        kept.values[name] = value;
      });
    }
    for (const [fields, { misfit }] of this.#together) {
      const names = Object.keys(fields);
      const problem = misfit(Object.fromEntries(names.map((name) => [name, told.get(name) ?? this.#startOf(name)])));
      if (problem !== undefined) return `${problem}.`;
    }
    return taken;
  }

  /** What the figure begins with, where it stands. */
  #startOf(name: string): unknown {
    const { field } = this.#fields.get(name)!;
    const told = this.#given[name];
    const start = told === undefined ? field.start : field.read(told);
    // A list is nobody's but the figure's.
    return Array.isArray(start) ? [...start] : start;
  }

  /** As at the start. */
  reset(): void {
    for (const [name, { values }] of this.#fields) values[name] = this.#startOf(name);
  }

  commandIs(of: () => string | undefined): void {
    this.#commandOf = of;
  }

  studioIs(of: () => string | undefined | Promise<string | undefined>): void {
    this.#studioOf = of;
  }

  hear(who: object, sentence: string): void {
    this.#calm.hear(who, sentence);
  }

  draw(curve: () => DrawnCurve): () => void {
    this.#curves.add(curve);
    return () => this.#curves.delete(curve);
  }

  get curves(): readonly DrawnCurve[] {
    return [...this.#curves].map((curve) => curve());
  }

  close(): void {
    this.#calm.close();
  }
}

const key = Symbol("the figure's frame");
const frame = () => getContext<FigureFrame | undefined>(key);

/** Gives the figure within a frame. */
export function provideFrame(given: Readonly<Record<string, string>>): FigureFrame {
  return setContext(key, new FigureFrame(given));
}

/** Within what calls this there is no frame: a page that speaks for itself would be spoken over by its plots. */
export function leaveFrame(): void {
  setContext(key, undefined);
}

/**
 * The state of a figure as an object whose fields change the figure when they are set, and which a link can hold.
 * @param misfit why values that a link holds do not belong together; nothing where they do
 * @example const figure = kept({ weight: amount(8, { min: -999, max: 999 }) });  // bind:value={figure.weight}
 */
export function kept<const Of extends Fields>(
  fields: Of,
  misfit?: (values: Values<Of>) => string | undefined,
): Values<Of> {
  const values = $state<Record<string, unknown>>(
    Object.fromEntries(
      Object.entries(fields).map(([name, { start }]) => [name, Array.isArray(start) ? [...start] : start]),
    ),
  );
  const forget = frame()?.keep(fields, values, misfit as Together | undefined);
  if (forget !== undefined) onDestroy(forget);
  return values as Values<Of>;
}

/** Says which command does the same as the figure now, of its state; undefined while there is none. */
export function commandIs(of: () => string | undefined): void {
  frame()?.commandIs(of);
}

/** Says where in the studio the figure's settings are: an address from the site's root. */
export function studioIs(of: () => string | undefined | Promise<string | undefined>): void {
  frame()?.studioIs(of);
}

/** A sentence that is spoken when it changes: calmly, and not for the first time. An empty one is silence. */
export function spokenAs(sentence: () => string): void {
  const around = frame();
  if (around === undefined) return;
  const who = {};
  let isFirst = true;
  $effect(() => {
    const now = sentence();
    if (!isFirst && now !== "") untrack(() => around.hear(who, now));
    isFirst = false;
  });
}

/** A curve that is saved with the figure. */
export function drawnAs(curve: () => DrawnCurve): void {
  const forget = frame()?.draw(curve);
  if (forget !== undefined) onDestroy(forget);
}
