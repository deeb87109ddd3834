/**
 * What a link holds: a whole recipe, its seed included, and how far it was trained. Weights are never in it: the recipe
 * leads to them, and the SHA-256 in the link proves that it did. Of a network that a run starts from it has the name and the
 * SHA-256: its file must be given beside the link.
 *
 * `#1.<6 digits of the SHA-256 of what follows>.<base64url(deflate-raw(JSON without defaults))>`
 */

import { count } from "@nndl/words/numbers";
import { NndlError } from "nndl";
import type { CodeIn } from "nndl/check";
import { fieldsOf, wholeIn } from "../training/check.ts";
import { type CheckedRecipe, checkRecipe, type Recipe } from "../training/recipe.ts";
import { briefRecipe } from "./brief.ts";

/** What somebody who opens a link gets. */
export interface Linked {
  readonly recipe: CheckedRecipe;
  /** The mini-batches that it was trained for; 0 when absent. */
  readonly step?: number;
  /** Of the weights at that step. */
  readonly sha256?: string;
}

const version = 1;
const longestLink = 16_384;
/** No honest link holds as much; a bomb would hold far more. */
const mostBytes = 65_536;

/**
 * The fragment of a link, without "#".
 * @throws NndlError "link.long" for a network that no link can hold
 */
export async function writeLink({ recipe, step, sha256 }: Linked): Promise<string> {
  const { network, data, training, measured, from }: Recipe = briefRecipe(recipe);
  const content = {
    ...{ network, data, training },
    ...(measured === undefined ? {} : { measured }),
    ...(from === undefined ? {} : { from }),
    ...(step === undefined || step === 0 ? {} : { step }),
    ...(sha256 === undefined ? {} : { sha256 }),
  };
  const bytes = new TextEncoder().encode(JSON.stringify(content));
  const payload = toBase64Url(await throughStream(bytes, new CompressionStream("deflate-raw")));
  const link = `${version}.${await checksum(payload)}.${payload}`;
  if (link.length <= longestLink && bytes.length <= mostBytes) return link;
  throw new NndlError("link.long", {
    received: `${count(link.length)} characters`,
    expected: `a link can have at most ${count(longestLink)} characters`,
    next: "Save the settings as a file instead.",
  });
}

/**
 * What a link holds, checked as a whole: what is wrong with a link, or with the network in it, is found before anything
 * is made of it.
 *
 * @param fragment with or without "#"
 * @throws NndlError "link.…" for what is no link of ours, "recipe.…", "network.…", … for what a good link says
 */
export async function readLink(fragment: string): Promise<Linked> {
  const text = fragment.replace(/^#/, "");
  if (text.length > longestLink)
    throw refused("long", `${count(text.length)} characters`, "This is no link of the studio's.");
  const [, madeBy, sum, payload] = /^(\d{1,6})\.([^.]*)\.(.*)$/s.exec(text) ?? [];
  if (madeBy === undefined || sum === undefined || payload === undefined)
    throw refused("damaged", "something else", "Ask for the link again, and copy all of it.");
  if (Number(madeBy) !== version)
    throw refused(
      "version",
      `one of version ${madeBy}`,
      "It was made by a newer lab: open it there, or update this one.",
    );
  if (!/^[\w-]+$/.test(payload) || sum !== (await checksum(payload)))
    throw refused("damaged", "one of which a part is missing or changed", "Copy all of it, to its last character.");
  return checkLinked(parse(await inflate(fromBase64Url(payload))));
}

/** What a link or a file of settings says, checked. */
export function checkLinked(content: unknown): Linked {
  const known = ["network", "data", "training", "measured", "from", "step", "sha256"];
  const { step, sha256, ...recipe } = fieldsOf(content, known, "link.content", "what a link says");
  if (sha256 !== undefined && (typeof sha256 !== "string" || !/^[\da-f]{64}$/.test(sha256)))
    throw refused("content", "a SHA-256 that is none", "Ask for the link again.");
  return {
    recipe: checkRecipe(recipe),
    ...(step === undefined
      ? {}
      : { step: wholeIn(step, 0, Number.MAX_SAFE_INTEGER, "link.content", "the step of a link") }),
    ...(sha256 === undefined ? {} : { sha256 }),
  };
}

function refused(code: CodeIn<"link">, received: string, next: string): NndlError {
  return new NndlError(`link.${code}`, { received, expected: "this must be a whole link of the studio", next });
}

/** What computes it is fetched with the first link: a page that is only looked at has none. */
async function checksum(payload: string): Promise<string> {
  const { sha256Hex } = await import("nndl/formats");
  return sha256Hex([new TextEncoder().encode(payload)]).slice(0, 6);
}

/** Unpacks, and stops where it becomes too much. */
async function inflate(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array> {
  try {
    return await throughStream(bytes, new DecompressionStream("deflate-raw"), mostBytes);
  } catch (error) {
    if (error instanceof NndlError) throw error;
    throw refused("damaged", "one that cannot be unpacked", "Ask for the link again, and copy all of it.");
  }
}

function parse(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes)) as unknown;
  } catch {
    throw refused("damaged", "one that holds no JSON", "Ask for the link again, and copy all of it.");
  }
}

async function throughStream(
  bytes: Uint8Array<ArrayBuffer>,
  stream: CompressionStream | DecompressionStream,
  most = Number.POSITIVE_INFINITY,
): Promise<Uint8Array<ArrayBuffer>> {
  const pieces: Uint8Array<ArrayBuffer>[] = [];
  let length = 0;
  const reader = new Blob([bytes]).stream().pipeThrough(stream).getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    length += value.length;
    if (length > most) {
      await reader.cancel();
      throw refused("long", `one that unpacks to more than ${most / 1024} KB`, "This is no link of the studio's.");
    }
    pieces.push(value);
  }
  return new Uint8Array(await new Blob(pieces).arrayBuffer());
}

function toBase64Url(bytes: Uint8Array): string {
  let binary = "";
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return btoa(binary).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}

function fromBase64Url(text: string): Uint8Array<ArrayBuffer> {
  try {
    return Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (letter) => letter.charCodeAt(0));
  } catch {
    throw refused("damaged", "one of which a part is missing or changed", "Copy all of it, to its last character.");
  }
}
