/** Networks that JSON files describe. */
import { readFile } from "node:fs/promises";
import { shellQuote } from "@nndl/words/shell-quote";
import { type NetworkSpec, NndlError } from "nndl";
import { complaintAbout, systemReason } from "nndl/check";
import { kindOfFile } from "nndl/formats";
import { checkNetworkSpec } from "nndl/spec";
import { quote, UsageError } from "./usage-error.ts";

/** The network that a file describes; undefined when it is no description, but perhaps a network with its weights. */
export async function specIn(file: string): Promise<NetworkSpec | undefined> {
  if (!file.endsWith(".json")) return undefined;
  const text = await readFile(file, "utf8").catch(() => "");
  return /"layers"\s*:/.test(text) ? readSpec(file) : undefined;
}

/** @throws UsageError "network.file" when it is not a readable JSON file, NndlError when it is not a network */
export async function readSpec(file: string): Promise<NetworkSpec> {
  let bytes: Uint8Array;
  try {
    bytes = await readFile(file);
  } catch (error) {
    throw new UsageError(
      "network.file",
      {
        problem: `${file}, which should describe a network, cannot be read: ${systemReason(error).text}`,
        next: "Name a JSON file; a network in the short notation is given by --layers.",
      },
      { cause: error },
    );
  }
  refuseOthers(file, bytes);
  // Some editors begin a text with a mark of its byte order.
  const text = new TextDecoder().decode(bytes);
  try {
    return checkNetworkSpec(JSON.parse(text));
  } catch (error) {
    if (error instanceof NndlError) throw named(file, error);
    if (!(error instanceof SyntaxError)) throw error;
    const example = '{"input": [784], "layers": [{"type": "dense", "units": 10, "activation": "softmax"}]}';
    throw badSpec(file, quote(text.slice(0, 40)), `Write for example ${example}.`, error);
  }
}

/** What is plainly no description: a trained network, and other kinds of files. */
function refuseOthers(file: string, bytes: Uint8Array): void {
  const isTrained = bytes[7] === 0 && bytes[8] === 0x7b;
  const kind = isTrained ? "safetensors, as a trained network has" : kindOfFile(bytes);
  if (kind === undefined) return;
  const expected = `${file} must be a JSON file that describes a network`;
  const next = isTrained ? `To start from its weights: nndl train --from ${shellQuote(file)}.` : "Give another file.";
  throw new UsageError("network.file", { received: kind, expected, next });
}

/** What is wrong with a network, and with whose. */
function named(file: string, error: NndlError): NndlError {
  return new NndlError(error.code, complaintAbout(file, error), { cause: error });
}

function badSpec(file: string, received: string, next: string, cause: unknown): UsageError {
  const expected = `${file} must be a JSON file that describes a network`;
  return new UsageError("network.file", { received, expected, next }, { cause });
}
