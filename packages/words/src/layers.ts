import { NndlError, parseLayers } from "nndl";
import { complaintAbout } from "nndl/check";
import { codeOf, type Reader } from "./readers.ts";
import { UsageError } from "./usage-error.ts";

/** A network in the short notation, with single spaces: 784-30-10, or "28x28 conv20x5 pool2 dense100 softmax10". */
export const layers: Reader<string> = (text, flag) => {
  try {
    parseLayers(text);
  } catch (error) {
    if (!(error instanceof NndlError)) throw error;
    throw new UsageError(codeOf(flag), complaintAbout(flag, error), { cause: error });
  }
  return text.trim().split(/\s+/).join(" ");
};
