/** What comes into the studio and goes out of it: links, and files of settings, networks and data. Loaded when there is one. */
import { count } from "@nndl/words/numbers";
import { fileKind } from "../training/file-kind.ts";
import { checkRecipe } from "../training/recipe.ts";
import { briefRecipe, keyOf } from "./brief.ts";
import { examine, sentenceOf } from "./draft.ts";
import { chosen } from "./given-paths.ts";
import { checkLinked, readLink, writeLink } from "./link.ts";
import { startFor } from "./origin.ts";
import type { Studio } from "./studio.svelte.ts";

/** What a link says. It is checked as a whole before anything changes. */
export async function openLink(studio: Studio, fragment: string): Promise<void> {
  try {
    const { recipe, step = 0, sha256 } = await readLink(fragment);
    const brief = briefRecipe(recipe);
    // The address of the run that is on the trainer, as Back and Forward give it.
    if (studio.isAtHand(checkRecipe(brief))) return;
    studio.recall(brief);
    const kept = await studio.runs.find(keyOf(brief));
    if (kept !== undefined && (step === 0 || step === kept.step)) await studio.resume(kept);
    else studio.use(brief, step > 0 ? { step, sha256 } : undefined);
  } catch (error) {
    studio.refusal = `This link was not opened. ${sentenceOf(error)}`;
  }
}

/** What an address says of the studio. */
export interface Linkable extends Readonly<Pick<Studio, "askable" | "target" | "changed">> {
  readonly trainer: Readonly<Pick<Studio["trainer"], "step" | "sha256">>;
}

/** The link for what is there; empty where no link can hold it. */
export async function linkTo({ askable: recipe, trainer, target, changed }: Linkable): Promise<string> {
  if (recipe === undefined) return "";
  const { step, sha256 } = trainer;
  const stands = !changed && sha256 !== undefined && step > 0;
  // Who trains on beyond it goes elsewhere.
  const aim = target !== undefined && (changed || step < target.step) ? target : undefined;
  const { step: reached = 0, sha256: known } = stands ? { step, sha256 } : (aim ?? {});
  try {
    return await writeLink({ recipe, step: reached, ...(known === undefined ? {} : { sha256: known }) });
  } catch {
    return "";
  }
}

/** A file: settings, or a network with its weights, or data. What is wrong with it is said, and changes nothing. */
export async function openFile(studio: Studio, file: File): Promise<void> {
  studio.touched = true;
  studio.refusal = "";
  try {
    const bytes = new Uint8Array(await file.arrayBuffer());
    const settings = file.name.endsWith(".json") ? settingsIn(bytes) : undefined;
    if (!isNetwork(file.name, bytes)) await openData(studio, file);
    else if (settings === undefined) await openNetwork(studio, bytes, file.name);
    else {
      const { recipe, step = 0, sha256 } = checkLinked(JSON.parse(settings) as unknown);
      studio.use(briefRecipe(recipe), step > 0 ? { step, sha256 } : undefined);
      studio.said = `The settings in ${file.name} are here.`;
    }
  } catch (error) {
    studio.refusal = `${file.name} was not opened. ${sentenceOf(error)}`;
  }
}

/** The file of the network that the draft starts from. */
export async function giveStart(studio: Studio, file: File): Promise<void> {
  studio.refusal = "";
  const wanted = studio.draft.from;
  try {
    const { readOrigin } = await import("./opened-network.ts");
    const origin = readOrigin(new Uint8Array(await file.arrayBuffer()), file.name);
    studio.addOrigin(origin);
    if (wanted !== undefined && origin.sha256 !== wanted.sha256)
      studio.refusal = `The weights in ${file.name} are not those of ${wanted.name}: their SHA-256 is another.`;
  } catch (error) {
    studio.refusal = `${file.name} was not opened. ${sentenceOf(error)}`;
  }
}

async function openData(studio: Studio, file: File): Promise<void> {
  if (await studio.giveData(chosen([file]))) studio.said = `The data in ${file.name} are here.`;
  else studio.refusal = `${file.name} was not opened. ${studio.own.problem}`;
  studio.own.problem = "";
}

async function openNetwork(studio: Studio, bytes: Uint8Array, name: string): Promise<void> {
  const { openedNetwork } = await import("./opened-network.ts");
  const { recipe, origin, saysData } = openedNetwork(bytes, name, studio.checked.recipe);
  studio.recall(recipe);
  const shape = studio.shapeOf(recipe.data);
  const start = startFor(origin, shape);
  if (start === undefined) {
    const misfit = examine(recipe.network, shape).problem ?? "It cannot learn these data.";
    studio.refusal = `${name} was not opened. ${misfit}`;
    return;
  }
  studio.turns++;
  studio.addOrigin(origin);
  studio.take({ ...briefRecipe(recipe), ...start });
  if (!(await studio.apply())) return;
  const { trainedFor } = origin;
  const before =
    trainedFor === undefined
      ? ""
      : `, trained before for ${count(trainedFor)} mini-batches (seed ${recipe.network.seed})`;
  const data = saysData ? "" : " Its file does not say what it learned from: these data are a guess.";
  studio.said = `The network in ${name} is here, with its weights${before}.${data}`;
}

/** Whether a file is a network or settings, and not data to learn from. */
function isNetwork(name: string, bytes: Uint8Array): boolean {
  if (/\.(safetensors|json)$/i.test(name)) return true;
  return /safetensors|JSON/.test(fileKind(bytes)) && !/\.(jsonl|ndjson)$/i.test(name);
}

/** The text of a settings file; undefined for JSON that is something else. */
function settingsIn(bytes: Uint8Array): string | undefined {
  if (bytes.length > 1_000_000) return undefined;
  const text = new TextDecoder().decode(bytes);
  return /^\s*\{\s*"network"\s*:/.test(text) ? text : undefined;
}
