import { Network, NndlError } from "nndl";
import { fileKind } from "./file-kind.ts";

/** A network from bytes; what is none is told what it is. */
export function readNetwork(bytes: Uint8Array, name = "the file"): Network {
  try {
    return oneAnswer(Network.fromBytes(bytes, name));
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

/** @throws NndlError "files.kind" for a network that answers at every step of a sequence, which nothing here shows or teaches */
function oneAnswer(network: Network): Network {
  const { output, preparation } = network;
  if (output.length !== 2) return network;
  const isWriter = preparation?.inputs.kind === "text";
  throw new NndlError("files.kind", {
    received: `one that ${isWriter ? "tells at each character of a text which one follows" : "answers at every step of a sequence"}`,
    expected: "a network for this page must answer once for each example",
    next: `Use it on the command line: ${isWriter ? "nndl generate lets it write" : "nndl evaluate measures it"}.`,
  });
}
