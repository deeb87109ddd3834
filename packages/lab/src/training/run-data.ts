import type { SetName } from "@nndl/words/set-names";
import type { Dataset } from "nndl";

/** The data of a run: what is trained on, and what may be there besides. */
export type Sets = { readonly training: Dataset } & { readonly [name in Exclude<SetName, "training">]?: Dataset };
