import { count } from "@nndl/words/numbers";
import { present } from "@nndl/words/present";
import type { NetworkInput } from "nndl";
import type { Answer, AskLayers } from "../training/questions.ts";
import type { ReadingOptions } from "../training/read-source.ts";
import { type CheckedRecipe, checkRecipe, type Recipe, type TrainingInput } from "../training/recipe.ts";
import { type OpenOptions, type Saved, Trainer } from "../training/trainer.svelte.ts";
import { briefRecipe, keyOf } from "./brief.ts";
import type { StoredRun } from "./browser-store.ts";
import { type DataShape, examine, fitted, sentenceOf } from "./draft.ts";
import type { GivenData } from "./given-data.ts";
import type { PlacedFiles } from "./given-paths.ts";
import { KeptRuns } from "./kept-runs.svelte.ts";
import { changeInWords, changeOf, settingsNow } from "./live.ts";
import { type Origin, sameButSeed, startFor, withoutStart } from "./origin.ts";
import { OwnData } from "./own-data.svelte.ts";
import { firstShown, usualFor } from "./presets.ts";
import type { differences } from "./run-names.ts";
import { type KeptRun, shapeOfData } from "./runs.ts";

/** The learning rate that values are learned with, unless the reader has a smaller one. */
const mostForValues = 0.05;

/** How fast the page trains by itself, and for how long: until its points are told apart. */
const showPace = 400;
const showSteps = 3600;

/** Where a link, or a kept run, was: whoever trains as far gets these weights. */
export interface Target {
  readonly step: number;
  readonly sha256?: string | undefined;
}

/** What only the reader has. */
export interface Missing {
  /** Data that are known, or any; or a network to start from. */
  readonly what: "data" | "any data" | "start";
  readonly name: string;
}

interface Checked {
  readonly recipe?: CheckedRecipe;
  readonly problem?: string;
}

interface Making {
  readonly key: string;
  readonly given: Studio["given"];
  readonly done: Promise<boolean>;
}

/**
 * The studio's state: what the reader has chosen (the draft, which may be wrong for a while), and the run on the trainer,
 * which was made from a draft that was whole. A run that was not trained yet follows the draft; one that was trained
 * stays as it is until the reader begins anew.
 */
export class Studio {
  readonly trainer = new Trainer();
  draft = $state.raw<Recipe>(firstShown.recipe);
  given = $state.raw<GivenData>();
  /** Networks that a run can start from. */
  origins = $state.raw<readonly Origin[]>([]);
  target = $state.raw<Target>();
  /** What is wrong with a link or a file, in a sentence. It has changed nothing. */
  refusal = $state.raw("");
  /** What happened last, in a sentence. */
  said = $state.raw("");
  readonly runs = new KeptRuns();
  /** The reader's own files. */
  readonly own = new OwnData((name, given, reading) => this.#useGiven(name, given, reading));
  /** Counts what Back should undo: settings that took the place of others as a whole. */
  turns = $state.raw(0);
  /** What the network is shown. */
  input = $state.raw<Float32Array>();
  /** What every layer says about what the network is shown. */
  layers = $state.raw<Answer<AskLayers>>();
  /** Changes of the run that goes on, before they are carried out: fingers are slower than mini-batches. */
  #pending = $state.raw<Partial<TrainingInput>>({});
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** The last settings for each kind of data. */
  readonly #last = new Map<string, Recipe>();
  /** What the run on the trainer was made from. */
  #opened = $state.raw("");
  #openedGiven = $state.raw<GivenData>();
  /** Whether the reader has done anything yet: until then the address stays as it is. */
  touched = $state.raw(false);
  /** Mini-batches in a second; as fast as it goes when absent. */
  pace = $state.raw<number | undefined>(firstShown.pace);
  /** Whether the run on the trainer is one that the page began by itself, and nobody's yet. */
  isShow = $state.raw(false);
  /** What lets go of those who press something before what the address says is here: they mean that. */
  #arrive = () => {};
  #arrival = new Promise<void>((resolve) => {
    this.#arrive = resolve;
  });
  /** The run that is being made, so that nobody makes it twice. */
  #making: Making | undefined;
  /** Counts runs that were made. */
  #made = 0;
  /** What the reader started from before there were other data. */
  #goesOnFrom: Origin | undefined;
  /** What the reader wants trained; another wish, or other settings as a whole, take its place. */
  #wish: object | undefined;

  /** The network that the run starts from, where it starts from one that is here. */
  readonly origin = $derived(this.#originOf(this.draft));
  /** The reader's files that the draft learns from, where they are here. */
  readonly data = $derived(givenFor(this.draft.data, this.given));
  /** What the draft needs and only the reader has: the examples it learns from, or the network that it starts from. */
  readonly missing = $derived.by((): Missing | undefined => {
    const { data, from } = this.draft;
    if (data.kind === "files" && this.data === undefined)
      return { what: data.hash === undefined ? "any data" : "data", name: data.name };
    return from !== undefined && this.origin === undefined ? { what: "start", name: from.name } : undefined;
  });
  /** Whether they are being read, or read otherwise: what was read before is not what is meant any more. */
  readonly isReading = $derived(this.draft.data.kind === "files" && this.own.busy !== "");
  /** What the data ask of a network; where they are not here, as the network says that learned from them. */
  readonly dataShape = $derived(shapeIn(this.draft.data, this.data) ?? this.origin?.learned);
  /** How the inputs of the network are made, and what its outputs mean. */
  readonly preparation = $derived.by(() => {
    const { trainer, draft, data } = this;
    if (data !== undefined && (this.changed || trainer.recipe === undefined)) return data.files.preparation;
    return trainer.recipe?.data.kind === draft.data.kind ? trainer.preparation : undefined;
  });
  readonly examined = $derived(examine(this.draft.network, this.dataShape));
  /** What is wrong with the draft's network. */
  readonly #misfit = $derived.by((): string | undefined => {
    const wrong = this.examined.layers.findIndex(({ problem }) => problem !== undefined);
    return wrong >= 0 ? `Layer ${wrong + 1} cannot be there as it is.` : this.examined.problem;
  });
  /** The draft, checked but for what only the reader has. */
  readonly #settings = $derived.by((): Checked => {
    if (this.#misfit !== undefined) return { problem: this.#misfit };
    try {
      return { recipe: checkRecipe(this.draft) };
    } catch (error) {
      return { problem: sentenceOf(error) };
    }
  });
  /** The draft as a whole: checked, or what is wrong with it. */
  readonly checked = $derived.by((): Checked => {
    if (this.#misfit === undefined && this.missing !== undefined) return { problem: askFor(this.missing) };
    return this.#settings;
  });
  /** What can be asked: the whole draft, or the network that it starts from, though the data are not here to train on. */
  readonly askable = $derived.by((): CheckedRecipe | undefined => {
    const { missing, origin } = this;
    if (missing === undefined) return this.checked.recipe;
    return missing.what !== "start" && origin?.learned !== undefined ? this.#settings.recipe : undefined;
  });
  readonly #key = $derived(this.askable === undefined ? undefined : JSON.stringify(this.askable));
  /** Whether the settings, or the numbers of the reader's files, are others than those of the run on the trainer. */
  readonly changed = $derived(
    this.#opened !== "" &&
      (this.#key !== this.#opened || (this.draft.data.kind === "files" && this.given !== this.#openedGiven)),
  );
  /** The runs to compare with: those that are kept, and the one before unless it is among them. */
  readonly shown = $derived.by((): readonly KeptRun[] => {
    const { kept } = this.runs;
    // What was learned of other data is nothing to compare with.
    const before = this.runs.before?.recipe.data.kind === this.draft.data.kind ? this.runs.before : undefined;
    const isKept = kept.some(
      ({ sha256, step }) => sha256 !== undefined && sha256 === before?.sha256 && step === before.step,
    );
    return before === undefined || isKept ? kept : [...kept, before];
  });
  /** What tells the runs to compare with from one another and from the run at hand, which comes last. */
  readonly named = $derived.by((): readonly string[] => {
    const { recipe } = this.trainer;
    return this.#differences?.([...this.shown, ...(recipe === undefined ? [] : [{ recipe }])]) ?? [];
  });
  /** What finds the words for them, once there are runs to compare with. */
  #differences = $state.raw<typeof differences>();
  /** How it learns now: what was changed on the way is in it, and when is not. */
  readonly training = $derived.by((): TrainingInput => {
    const { training } = this.draft;
    const step = this.changed ? Number.MAX_SAFE_INTEGER : this.trainer.step;
    return { ...settingsNow(training, step), ...this.#pending };
  });
  readonly isTraining = $derived(this.trainer.status === "training");
  /** What the page trains by itself has not begun for the reader. */
  readonly isBegun = $derived(!this.isShow && (this.trainer.step > 0 || this.trainer.status === "training"));
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
  }

  /** Changes the network; with other layers, no weights of another fit. */
  editNetwork(network: NetworkInput): void {
    const { from, training } = this.draft;
    if ((from === undefined && training.freeze === undefined) || sameButSeed(network, this.draft.network)) {
      this.edit({ network });
      return;
    }
    this.draft = withoutStart(this.draft);
    this.edit({ network });
    this.said = "With other layers or another cost it begins with new weights.";
  }

  /** Starts from a network's weights, or from new ones. */
  startFrom(origin?: Origin): void {
    this.#goesOnFrom = origin;
    const { seed } = this.draft.network;
    const start = origin && startFor(origin, this.dataShape, seed);
    this.draft = withoutStart(this.draft);
    this.edit(start ?? {});
  }

  /** Takes in a network that runs can start from. */
  addOrigin(origin: Origin): void {
    this.origins = [origin, ...this.origins.filter(({ sha256 }) => sha256 !== origin.sha256)];
  }

  #originOf({ from }: Pick<Recipe, "from">): Origin | undefined {
    return from && this.origins.find(({ sha256 }) => sha256 === from.sha256);
  }

  /** Changes how it learns: of a run that goes on from the next mini-batch on, where that can be. */
  editTraining(change: Partial<TrainingInput>): void {
    // Who turns the learning rate of what the page trains wants that run.
    if (this.trainer.step > 0 && !this.changed) this.isShow = false;
    const goesOn = this.isBegun && !this.changed && this.trainer.ended === undefined;
    if (goesOn && changeOf(this.training, change) !== undefined) {
      this.touched = true;
      this.#pending = { ...this.#pending, ...change };
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => void this.#change(), 250);
    } else this.edit({ training: { ...this.training, ...change } });
  }

  /** Carries out what the reader has changed of the run that goes on. */
  async #change(): Promise<void> {
    const pending = this.#pending;
    const change = changeOf(settingsNow(this.draft.training, this.trainer.step), pending);
    if (change === undefined || !(await this.trainer.change(change))) {
      // What is refused is said by the trainer, and the old value comes back.
      this.#pending = {};
      return;
    }
    if (this.#pending === pending) this.#pending = {};
    this.target = undefined;
    this.#follow();
    this.said = `${changeInWords(change)} from mini-batch ${count(this.trainer.step + 1)} on.`;
  }

  /** The draft is what the trainer has. */
  #follow(): void {
    if (this.trainer.recipe === undefined) return;
    this.draft = briefRecipe(this.trainer.recipe);
    this.#opened = this.#key ?? "";
  }

  /** Data of another kind, with the settings that they had last, or that suit them: a rate for digits is none for curves. */
  useKind(kind: Recipe["data"]["kind"]): void {
    this.turns++;
    this.#last.set(this.draft.data.kind, this.draft);
    const { origin } = this;
    this.use(this.#last.get(kind) ?? usualFor(kind).recipe);
    this.#goesOnFrom = origin;
    this.#goOnFromIt();
  }

  /** Who starts from a network and turns to other data wants to go on from it, where these can be learned. */
  #goOnFromIt(): void {
    const [origin, shape] = [this.#goesOnFrom, this.dataShape];
    if (origin !== undefined && shape !== undefined && startFor(origin, shape) !== undefined) this.startFrom(origin);
  }

  /** Reads files: as those were read that are asked for, where some are. */
  async giveData(placed: PlacedFiles | Promise<PlacedFiles>): Promise<boolean> {
    const { data } = this.draft;
    const isAsked = data.kind === "files" && this.missing?.what === "data";
    return this.own.take(placed, isAsked ? data.reading : {});
  }

  /** What was found in the reader's files: a rate for classes is none for values. */
  #useGiven(name: string, given: GivenData, options: ReadingOptions): void {
    const wanted = this.draft.data.kind === "files" && this.data === undefined ? this.draft.data : undefined;
    const { hash } = given.report;
    if (wanted?.hash !== undefined && wanted.hash === hash) {
      // Whatever waits for them goes on.
      this.given = given;
      this.said = `These are the examples of ${wanted.name}, to the last bit.`;
      return;
    }
    if (this.draft.data.kind !== "files") this.useKind("files");
    const reading = present({ ...options }) as ReadingOptions;
    this.useData({ kind: "files", name, hash, ...(Object.keys(reading).length === 0 ? {} : { reading }) }, given);
    this.#goOnFromIt();
    const { training } = this.draft;
    if (!given.shape.classes && training.learningRate > mostForValues)
      this.edit({ training: { ...training, learningRate: mostForValues } });
    if (wanted?.hash !== undefined) this.said = `These are not the examples of ${wanted.name}: it will be another run.`;
  }

  /** What a recipe needs that no link holds, where a run kept in this browser has it: examples, and weights to start from. */
  recall({ data, from }: Recipe): void {
    const { stored } = this.runs;
    const origin = from && stored.find((run) => run.origin?.sha256 === from.sha256)?.origin;
    if (origin !== undefined) this.addOrigin(origin);
    if (data.kind !== "files" || data.hash === undefined || givenFor(data, this.given) !== undefined) return;
    const found = stored.find(({ given }) => given?.report.hash === data.hash)?.given;
    if (found === undefined) return;
    this.given = found;
    this.own.forget();
  }

  /** What data ask of a network, as far as it is known. */
  shapeOf(data: Recipe["data"]): DataShape | undefined {
    return shapeIn(data, givenFor(data, this.given));
  }

  /** What a class is called: as the network's own description says, or its number. */
  className(label: number): string {
    const { targets } = this.preparation ?? {};
    return (targets?.kind === "classes" ? targets.names[label] : undefined) ?? String(label);
  }

  /** Other data; the network is changed where it could not learn them. */
  useData(data: Recipe["data"], given: GivenData | undefined = this.given): void {
    this.given = given;
    const shape = shapeIn(data, givenFor(data, given));
    const start = this.origin && startFor(this.origin, shape, this.draft.network.seed);
    const fits = shape === undefined || examine(this.draft.network, shape).spec !== undefined;
    if (start === undefined && this.draft.from !== undefined) this.draft = withoutStart(this.draft);
    const network = start ?? (fits ? {} : { network: fitted(this.draft.network, shape) });
    const { watch: _, ...training } = this.draft.training;
    const watches = data.kind !== this.draft.data.kind && this.draft.training.watch !== undefined;
    this.edit({ data, ...network, ...(watches ? { training } : {}) });
  }

  /** What the page shows that says nothing. */
  useFirst(): void {
    this.use(firstShown.recipe);
    this.pace = firstShown.pace;
  }

  /** Trains what the page opens with for a while, so that one sees what happens here. It is no run of the reader's. */
  async showItself(): Promise<void> {
    if (this.touched || !(await this.#ready()) || this.touched) return;
    this.isShow = true;
    await this.trainer.train({ stepsPerSecond: showPace, until: showSteps });
  }

  /** The run that the reader has not begun is that of the settings, and goes on where the page was training what need not be fetched. */
  async follow(): Promise<void> {
    const train = this.isShow && this.isTraining && this.draft.data.kind !== "mnist";
    await this.apply({ train });
  }

  /** Settings as a whole, of a preset, a link or a kept run: a run that was trained makes room for them, and is remembered. */
  use(recipe: Recipe, target?: Target): void {
    this.touched = true;
    this.take(recipe);
    this.target = target;
    if (this.isBegun) void this.apply();
  }

  /** The same, as a turn that Back undoes. */
  turnTo(recipe: Recipe, target?: Target): void {
    this.turns++;
    this.use(recipe, target);
  }

  /** Takes settings as a whole for the draft; nothing is made of them yet. */
  take(recipe: Recipe): void {
    clearTimeout(this.#timer);
    this.#wish = undefined;
    this.#pending = {};
    // As slowly as points are learned to be looked at, digits would take half an hour.
    const { kind } = recipe.data;
    if (kind !== this.draft.data.kind) this.pace = usualFor(kind).pace;
    this.draft = recipe;
    this.target = undefined;
    this.refusal = "";
    this.said = "";
  }

  /** Whether these are the settings of the run on the trainer. */
  isAtHand(recipe: CheckedRecipe): boolean {
    return this.trainer.recipe !== undefined && !this.changed && JSON.stringify(recipe) === this.#opened;
  }

  /** Back to the settings of the run on the trainer. */
  undo(): void {
    if (this.#opened === "") return;
    this.draft = briefRecipe(JSON.parse(this.#opened) as CheckedRecipe);
    if (this.draft.data.kind === "files") this.given = this.#openedGiven;
  }

  /** Begins anew with the settings as they are now. */
  async apply({ train = false } = {}): Promise<boolean> {
    const recipe = this.askable;
    if (recipe === undefined || this.#key === undefined) return false;
    const making = this.#making;
    const isSame = making?.key === this.#key && making.given === this.given && !this.isBegun;
    const opened = await (isSame ? making.done : this.#make(recipe, this.#key));
    if (opened && train) void this.train();
    return opened;
  }

  #make(recipe: CheckedRecipe, key: string, goesOn?: Pick<OpenOptions, "checkpoint" | "told">): Promise<boolean> {
    if (!this.isShow) this.runs.remember(this.trainer);
    const keep = this.#keeper();
    this.isShow = false;
    this.#made++;
    this.#opened = key;
    this.#openedGiven = this.given;
    const { data, given, origin } = this;
    const done = this.trainer.open(recipe, {
      ...(data === undefined ? {} : { files: data.files }),
      ...(origin === undefined ? {} : { weights: origin.bytes }),
      ...(keep === undefined ? {} : { left: (saved) => void keep(saved) }),
      ...goesOn,
    });
    const making = { key, given, done };
    this.#making = making;
    void done.then(() => {
      if (this.#making === making) this.#making = undefined;
    });
    return done;
  }

  /** What is pressed waits until this is done: the address is being read. */
  arriveAfter(reading: Promise<unknown>): void {
    this.#arrival = reading.then(this.#arrive, this.#arrive);
  }

  /** Makes the run of the settings as they are now, where nothing was trained yet; also of those that change meanwhile. */
  async #ready(): Promise<boolean> {
    if ((this.isReading && !this.isTraining) || (!this.isBegun && this.missing !== undefined)) return false;
    while (!this.isBegun && (this.changed || this.trainer.recipe === undefined)) {
      const key = this.#key;
      if (!(await this.apply()) && key === this.#key) return false;
    }
    return true;
  }

  /** Trains on, or to a step; with the settings as they are now if nothing was trained yet. */
  async train(until?: number): Promise<void> {
    this.touched = true;
    await this.#arrival;
    this.#own();
    const wish = {};
    this.#wish = wish;
    for (let isFirst = true; ; isFirst = false) {
      if (!(await this.#ready()) || this.#wish !== wish) return;
      const made = this.#made;
      const pace = this.pace === undefined ? {} : { stepsPerSecond: this.pace };
      await this.trainer.train({ ...pace, ...(until === undefined || !isFirst ? {} : { until }) });
      // Who changes the settings while the digits are on their way wants to train with these.
      if (made === this.#made || this.#wish !== wish) return;
    }
  }

  /** The run is the reader's from now on, unless other settings are wanted. */
  #own(): void {
    if (!this.changed) this.isShow = false;
  }

  async step(): Promise<void> {
    this.touched = true;
    await this.#arrival;
    this.#own();
    this.#wish = undefined;
    if (await this.#ready()) await this.trainer.advance();
  }

  /** The next seed: other first weights, another order of the examples. */
  async renew(): Promise<void> {
    this.touched = true;
    const seed = (this.draft.network.seed ?? 0) + 1;
    const isOther = this.changed || this.draft.from !== undefined || this.draft.training.freeze !== undefined;
    const draft = withoutStart(this.draft);
    this.draft = { ...draft, network: { ...draft.network, seed } };
    this.target = undefined;
    if (isOther || this.trainer.recipe === undefined) {
      await this.apply();
      return;
    }
    this.runs.remember(this.trainer);
    if (await this.trainer.renew(seed)) this.#opened = this.#key ?? "";
  }

  /** Keeps the run at hand, to be compared with later ones, and its network, for later ones to start from. */
  async keep(): Promise<void> {
    const name = this.runs.add(this.trainer);
    if (name === undefined) return;
    const bytes = await this.trainer.save("safetensors");
    if (bytes === undefined) return;
    const { readOrigin } = await import("./opened-network.ts");
    const origin = readOrigin(bytes, `run ${name}`, `run-${name.toLowerCase()}.safetensors`);
    this.runs.addOrigin(name, origin);
    this.addOrigin(origin);
  }

  forget(name: string): void {
    const run = this.runs.remove(name);
    if (run?.origin !== undefined && run.origin !== this.origin)
      this.origins = this.origins.filter((origin) => origin !== run.origin);
  }

  /** The settings of a kept run, to be trained as far as it was. */
  reuse({ recipe, step, sha256 }: KeptRun): void {
    this.turnTo(briefRecipe(recipe), { step, sha256 });
  }

  /** Keeps the run at hand in the reader's browser, as it was saved last; false where that cannot be. */
  async keepInBrowser(): Promise<boolean> {
    const { saved, costs, records } = this.trainer;
    const keep = this.#keeper();
    return saved === undefined || saved.step === 0 || keep === undefined || keep({ ...saved, costs, records });
  }

  /** What keeps the run at hand, also once another has taken its place; undefined where it is none of the reader's. */
  #keeper(): ((saved: Saved) => Promise<boolean>) | undefined {
    if (this.isShow || this.trainer.recipe === undefined || this.#opened === "") return undefined;
    const recipe = briefRecipe(JSON.parse(this.#opened) as CheckedRecipe);
    const [given, origin] = [givenFor(recipe.data, this.#openedGiven), this.#originOf(recipe)];
    const run = {
      key: keyOf(recipe),
      recipe,
      ...(given === undefined ? {} : { given }),
      ...(origin === undefined ? {} : { origin }),
    };
    return (saved) => this.runs.store({ ...run, ...saved, at: Date.now() });
  }

  /** Fetches what names runs. */
  async fetchNames(): Promise<void> {
    this.#differences ??= (await import("./run-names.ts")).differences;
  }

  /** What was kept in this browser. */
  async readBrowser(): Promise<void> {
    await this.runs.read();
    for (const { origin } of this.runs.kept) if (origin !== undefined) this.addOrigin(origin);
  }

  /** Goes on with a run that was kept, from where it was saved. */
  async resume(run: StoredRun): Promise<void> {
    this.touched = true;
    if (run.origin !== undefined) this.addOrigin(run.origin);
    this.take(run.recipe);
    if (run.given !== undefined) {
      this.given = run.given;
      this.own.forget();
    }
    const { recipe } = this.checked;
    if (recipe === undefined || this.#key === undefined) {
      this.said = "This run cannot be gone on with by this version of the lab.";
      return;
    }
    const { checkpoint, costs, records } = run;
    const opened = await this.#make(recipe, this.#key, { checkpoint, told: { costs, records } });
    if (opened) this.said = `Your run is here again, as it was after mini-batch ${count(this.trainer.step)}.`;
    else await this.apply();
  }

  /** The reader has read what was wrong: the address no longer holds it, but the settings, or nothing where nothing was done. */
  dismiss(): void {
    this.refusal = "";
    if (!this.touched) history.replaceState(history.state, "", location.pathname + location.search);
  }
}

/** What data ask of a network, as far as it is known. */
function shapeIn(data: Recipe["data"], given: GivenData | undefined): DataShape | undefined {
  return data.kind === "files" ? given?.shape : shapeOfData(data);
}

/** The reader's files, where they are those that are meant. */
function givenFor(data: Recipe["data"], given: GivenData | undefined): GivenData | undefined {
  if (data.kind !== "files") return undefined;
  return data.hash === undefined || data.hash === given?.report.hash ? given : undefined;
}

/** What to say of something that only the reader has. */
function askFor({ what, name }: Missing): string {
  if (what === "start") return `It starts from the weights of ${name}, which no link can hold: give that file.`;
  if (what === "any data") return "Choose files to learn from.";
  return `It learns from files of somebody's own, ${name}, which are not in this browser: choose them.`;
}
