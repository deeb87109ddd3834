import { formatLayers, type NetworkSpec, NndlError } from "nndl";
import { commonInitializer } from "./brief.ts";

/** A network in the short notation; in few words where that cannot say it. */
export function notationOf(spec: NetworkSpec): string {
  try {
    return formatLayers(spec, { initializer: commonInitializer(spec.layers) });
  } catch (error) {
    if (!(error instanceof NndlError)) throw error;
    return `${spec.input.join("x")}, ${spec.layers.length} layers`;
  }
}
