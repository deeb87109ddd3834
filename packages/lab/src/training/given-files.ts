/** What the reader gave, as data sets that can be sent between threads and kept in a browser: read once, opened often. */
import { Dataset, type Preparation } from "nndl";
import { columnsAmong, placesAmong } from "./made-places.ts";
import { rememberPlaces } from "./point-places.ts";

/** One set of examples; its preparation stands beside all of them. */
export interface GivenSet {
  readonly shape: readonly number[];
  readonly features: Uint8Array | Float32Array;
  readonly scale: number;
  readonly targets: Dataset["targets"];
}

/** The sets of a source. Their numbers are not in the recipe. */
export interface GivenFiles {
  readonly training: GivenSet;
  readonly validation?: GivenSet | undefined;
  readonly test?: GivenSet | undefined;
  /** How the inputs were made and what the targets stand for, where that is known. */
  readonly preparation?: Preparation | undefined;
}

type GivenSets = { readonly training: Dataset } & { readonly [name in "validation" | "test"]?: Dataset };

/**
 * The data sets again.
 * @throws NndlError "dataset.…", "preparation"
 */
export function setsOfFiles(files: GivenFiles, name: string): GivenSets {
  const { training, validation, test } = files;
  const columns = columnsAmong(files.preparation);
  const setOf = ({ shape, features, scale, targets }: GivenSet, part: string) => {
    const set = new Dataset({
      name: `${name} (${part})`,
      shape,
      features,
      ...(features instanceof Uint8Array ? { scale } : {}),
      targets,
      preparation: files.preparation,
    });
    if (columns !== undefined) rememberPlaces(set, placesAmong(features, set.size, columns));
    return set;
  };
  return {
    training: setOf(training, "training"),
    ...(validation === undefined ? {} : { validation: setOf(validation, "validation") }),
    ...(test === undefined ? {} : { test: setOf(test, "test") }),
  };
}

/** Data sets as what can be sent. Numbers are copied only where they lie within more than is to be sent. */
export function filesOfSets({ training, validation, test }: GivenSets): GivenFiles {
  const given = ({ shape, features, scale, targets }: Dataset): GivenSet => ({
    shape,
    features: alone(features),
    scale,
    targets:
      targets.kind === "classes"
        ? { ...targets, labels: alone(targets.labels) }
        : { ...targets, values: alone(targets.values) },
  });
  return {
    training: given(training),
    ...(validation === undefined ? {} : { validation: given(validation) }),
    ...(test === undefined ? {} : { test: given(test) }),
    preparation: training.preparation,
  };
}

function alone<T extends Uint8Array | Uint16Array | Int32Array | Float32Array>(numbers: T): T {
  return numbers.byteLength === numbers.buffer.byteLength ? numbers : (numbers.slice() as T);
}
