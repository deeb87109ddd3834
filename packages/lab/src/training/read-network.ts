import { Network, NndlError } from "nndl";
import { fileKind } from "./file-kind.ts";

/** A network from bytes; what is none is told what it is. */
export function readNetwork(bytes: Uint8Array, name = "the file"): Network {
  try {
    return Network.fromBytes(bytes, name);
  } catch (error) {
    const kind = fileKind(bytes);
    if (!(error instanceof NndlError) || kind === "a safetensors file" || kind === "a JSON file") throw error;
    throw new NndlError(
      "files.kind",
      {
        received: kind,
        expected: "a saved network must be a safetensors file, or JSON as the book's program writes it",
        next: "Choose a file that this page, nndl or the book's program saved.",
      },
      { cause: error },
    );
  }
}
