import type { GivenFiles } from "../training/given-files.ts";
import type { Answer, AskLayers } from "../training/questions.ts";
import { type CheckedRecipe, checkRecipe, type Recipe } from "../training/recipe.ts";
import { Trainer } from "../training/trainer.svelte.ts";
import { briefNetwork, briefRecipe } from "./brief.ts";
import { type DataShape, examine, fitted, sentenceOf } from "./draft.ts";
import { checkLinked, readLink, writeLink } from "./link.ts";
import { presets } from "./presets.ts";
import { type KeptRun, mostRuns, nextName, shapeOfData } from "./runs.ts";

/** Files of the reader's, and what is known of them. */
export interface GivenData {
  readonly files: GivenFiles;
  readonly shape: DataShape;
  /** What was found in them, for people. */
  readonly about: string;
  /** What the classes are called; their numbers when absent. */
  readonly names?: readonly string[];
}

/** Where a link, or a kept run, was: whoever trains as far gets these weights. */
export interface Target {
  readonly step: number;
  readonly sha256?: string | undefined;
}

/**
 * The studio's state: what the reader has chosen (the draft, which may be wrong for a while), and the run on the trainer,
 * which was made from a draft that was whole. A run that was not trained yet follows the draft; one that was trained
 * stays as it is until the reader begins anew.
 */
export class Studio {
  readonly trainer = new Trainer();
  draft = $state.raw<Recipe>(presets[0]!.recipe);
  given = $state.raw<GivenData>();
  /** A saved network's bytes that the run begins with, and what they are called. */
  weights = $state.raw<{ readonly bytes: Uint8Array; readonly name: string }>();
  target = $state.raw<Target>();
  /** What is wrong with a link or a file, in a sentence. It has changed nothing. */
  refusal = $state.raw("");
  /** What happened last, in a sentence. */
  said = $state.raw("");
  kept = $state.raw<readonly KeptRun[]>([]);
  /** The run before this one. */
  before = $state.raw<KeptRun>();
  /** The fragment of the address that holds the draft and how far it was trained. */
  link = $state.raw("");
  /** What the network is shown. */
  input = $state.raw<Float32Array>();
  /** What every layer says about what the network is shown. */
  layers = $state.raw<Answer<AskLayers>>();
  /** The last settings for each kind of data. */
  readonly #last = new Map<string, Recipe>();
  /** What the run on the trainer was made from. */
  #opened = $state.raw("");
  /** Whether the reader has done anything yet: until then the address stays as it is. */
  touched = false;
  /** Mini-batches in a second; as fast as it goes when absent. */
  pace = $state.raw<number>();

  readonly dataShape = $derived(this.draft.data.kind === "files" ? this.given?.shape : shapeOfData(this.draft.data));
  readonly examined = $derived(examine(this.draft.network, this.dataShape));
  /** The draft as a whole: checked, or what is wrong with it. */
  readonly checked = $derived.by((): { readonly recipe?: CheckedRecipe; readonly problem?: string } => {
    const wrong = this.examined.layers.findIndex(({ problem }) => problem !== undefined);
    if (wrong >= 0) return { problem: `Layer ${wrong + 1} cannot be there as it is.` };
    if (this.examined.problem !== undefined) return { problem: this.examined.problem };
    if (this.draft.data.kind === "files" && this.given === undefined) return { problem: "Choose files to learn from." };
    try {
      return { recipe: checkRecipe(this.draft) };
    } catch (error) {
      return { problem: sentenceOf(error) };
    }
  });
  readonly #key = $derived(this.checked.recipe === undefined ? undefined : JSON.stringify(this.checked.recipe));
  /** Whether the settings are others than those of the run on the trainer. */
  readonly changed = $derived(this.#opened !== "" && this.#key !== this.#opened);
  /** The runs to compare with: those that are kept, and the one before unless it is among them. */
  readonly shown = $derived.by((): readonly KeptRun[] => {
    const { before, kept } = this;
    const isKept = kept.some(
      ({ sha256, step }) => sha256 !== undefined && sha256 === before?.sha256 && step === before.step,
    );
    return before === undefined || isKept ? kept : [...kept, before];
  });
  readonly isTraining = $derived(this.trainer.status === "training");
  readonly isBegun = $derived(this.trainer.step > 0 || this.trainer.status === "training");
  /** Whether the run has come to where a link's was, and what it found there. */
  readonly verdict = $derived.by((): "same" | "other" | undefined => {
    const { target, trainer } = this;
    if (target?.sha256 === undefined || trainer.step !== target.step || trainer.sha256 === undefined) return undefined;
    return trainer.sha256 === target.sha256 ? "same" : "other";
  });

  /** Changes settings; a run that is under way stays what it is. */
  edit(change: Partial<Recipe>): void {
    this.touched = true;
    this.draft = { ...this.draft, ...change };
    this.target = undefined;
    this.refusal = "";
    this.said = "";
    if (change.network !== undefined) this.weights = undefined;
  }

  editTraining(change: Partial<Recipe["training"]>): void {
    this.edit({ training: { ...this.draft.training, ...change } });
  }

  /** Data of another kind, with the settings that they had last, or that suit them: a rate for digits is none for curves. */
  useKind(kind: Recipe["data"]["kind"]): void {
    this.#last.set(this.draft.data.kind, this.draft);
    const last = this.#last.get(kind);
    const preset = presets.find(({ recipe }) => recipe.data.kind === kind);
    if (last !== undefined) this.use(last);
    else if (preset !== undefined) {
      this.use(preset.recipe);
      this.pace = preset.pace;
    } else this.useData({ kind: "files", name: "my files" });
  }

  /** Other data; the network is changed where it could not learn them. */
  useData(data: Recipe["data"], given: GivenData | undefined = this.given): void {
    this.given = given;
    const shape = data.kind === "files" ? given?.shape : shapeOfData(data);
    const fits = shape === undefined || examine(this.draft.network, shape).spec !== undefined;
    const network = fits ? {} : { network: fitted(this.draft.network, shape) };
    const { watch: _, ...training } = this.draft.training;
    const watches = data.kind !== this.draft.data.kind && this.draft.training.watch !== undefined;
    this.edit({ data, ...network, ...(watches ? { training } : {}) });
  }

  /** Settings as a whole, of a preset, a link or a kept run: a run that was trained makes room for them, and is remembered. */
  use(recipe: Recipe, target?: Target): void {
    this.touched = true;
    this.draft = recipe;
    this.target = target;
    this.weights = undefined;
    this.refusal = "";
    this.said = "";
    if (this.isBegun) void this.apply();
  }

  /** Back to the settings of the run on the trainer. */
  undo(): void {
    if (this.#opened !== "") this.draft = briefRecipe(JSON.parse(this.#opened) as CheckedRecipe);
  }

  /** Begins anew with the settings as they are now. */
  async apply({ train = false } = {}): Promise<boolean> {
    const { recipe } = this.checked;
    if (recipe === undefined || this.#key === undefined) return false;
    this.#remember();
    this.#opened = this.#key;
    const files = recipe.data.kind === "files" ? this.given?.files : undefined;
    const opened = await this.trainer.open(recipe, {
      ...(files === undefined ? {} : { files }),
      ...(this.weights === undefined ? {} : { weights: this.weights.bytes }),
    });
    if (opened && train) void this.train();
    return opened;
  }

  /** Trains on, or to a step; with the settings as they are now if nothing was trained yet. */
  async train(until?: number): Promise<void> {
    this.touched = true;
    const needsOpening = !this.isBegun && (this.changed || this.trainer.recipe === undefined);
    if (needsOpening && !(await this.apply())) return;
    const pace = this.pace === undefined ? {} : { stepsPerSecond: this.pace };
    await this.trainer.train({ ...pace, ...(until === undefined ? {} : { until }) });
  }

  async step(): Promise<void> {
    this.touched = true;
    const needsOpening = !this.isBegun && (this.changed || this.trainer.recipe === undefined);
    if (needsOpening && !(await this.apply())) return;
    await this.trainer.advance();
  }

  /** The next seed: other first weights, another order of the examples. */
  async renew(): Promise<void> {
    this.touched = true;
    const seed = (this.draft.network.seed ?? 0) + 1;
    const wasChanged = this.changed;
    this.draft = { ...this.draft, network: { ...this.draft.network, seed } };
    this.weights = undefined;
    this.target = undefined;
    if (wasChanged || this.trainer.recipe === undefined) {
      await this.apply();
      return;
    }
    this.#remember();
    if (await this.trainer.renew(seed)) this.#opened = this.#key ?? "";
  }

  /** Keeps the run at hand, to be compared with later ones. */
  keep(): void {
    const run = this.#snapshot(nextName(this.kept));
    if (run !== undefined) this.kept = [...this.kept, run].slice(-mostRuns);
  }

  forget(name: string): void {
    this.kept = this.kept.filter((run) => run.name !== name);
    if (name === "before") this.before = undefined;
  }

  /** The settings of a kept run, to be trained as far as it was. */
  reuse({ recipe, step, sha256 }: KeptRun): void {
    this.use(briefRecipe(recipe), { step, sha256 });
  }

  /** What a link says. It is checked as a whole before anything changes. */
  async openLink(fragment: string): Promise<void> {
    try {
      const { recipe, step = 0, sha256 } = await readLink(fragment);
      this.use(briefRecipe(recipe), step > 0 ? { step, sha256 } : undefined);
    } catch (error) {
      this.refusal = `This link was not opened. ${sentenceOf(error)}`;
    }
  }

  /** Writes the link for what is there now. */
  async relink(): Promise<void> {
    const { recipe } = this.checked;
    if (recipe === undefined) return;
    const { trainer, target, changed } = this;
    const stands = !changed && this.weights === undefined && trainer.sha256 !== undefined && trainer.step > 0;
    const reached = stands ? { step: trainer.step, sha256: trainer.sha256! } : undefined;
    const aim =
      target === undefined
        ? {}
        : { step: target.step, ...(target.sha256 === undefined ? {} : { sha256: target.sha256 }) };
    try {
      this.link = await writeLink({ recipe, ...(reached ?? aim) });
    } catch {
      this.link = "";
    }
  }

  /** A file: settings, or a network with its weights. What is wrong with it is said, and changes nothing. */
  async openFile(file: File): Promise<void> {
    this.touched = true;
    this.refusal = "";
    try {
      const bytes = new Uint8Array(await file.arrayBuffer());
      const settings = file.name.endsWith(".json") ? settingsIn(bytes) : undefined;
      if (settings !== undefined) {
        const { recipe, step = 0, sha256 } = checkLinked(JSON.parse(settings) as unknown);
        this.use(briefRecipe(recipe), step > 0 ? { step, sha256 } : undefined);
        this.said = `The settings in ${file.name} are here.`;
        return;
      }
      if (this.trainer.recipe === undefined && !(await this.apply())) return;
      this.#remember();
      if (!(await this.trainer.load(bytes))) {
        this.refusal = `${file.name} was not opened. ${this.trainer.failure?.sentence ?? ""}`;
        return;
      }
      this.draft = { ...this.draft, network: briefNetwork(this.trainer.recipe!.network) };
      this.weights = { bytes, name: file.name };
      this.target = undefined;
      this.#opened = this.#key ?? "";
      this.said = `The network in ${file.name} is here, with its weights.`;
    } catch (error) {
      this.refusal = `${file.name} was not opened. ${sentenceOf(error)}`;
    }
  }

  #remember(): void {
    const run = this.#snapshot("before");
    // A few mini-batches are nothing to compare with.
    if (run !== undefined && (run.records.length > 0 || run.costs.length > 20)) this.before = run;
  }

  #snapshot(name: string): KeptRun | undefined {
    const { recipe, costs, records, step, stepsPerEpoch, sha256 } = this.trainer;
    if (recipe === undefined || step === 0) return undefined;
    return { name, recipe: { ...recipe, threads: "auto" }, costs, records, step, stepsPerEpoch, sha256 };
  }
}

/** The text of a settings file; undefined for JSON that is something else. */
function settingsIn(bytes: Uint8Array): string | undefined {
  if (bytes.length > 1_000_000) return undefined;
  const text = new TextDecoder().decode(bytes);
  return /^\s*\{\s*"network"\s*:/.test(text) ? text : undefined;
}
