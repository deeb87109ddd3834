/** A network's columns as they are drawn: its inputs, then its layers. */
import type { ActivationName, LayerType, NetworkSpec, Shape } from "nndl";
import { activationOf, placeLayers, sizeOf } from "nndl/spec";
import { shownUnits } from "../../drawing/network-layout.ts";

export interface NetworkColumn {
  /** From 0; −1 for the inputs. */
  readonly layer: number;
  readonly type: LayerType | "inputs";
  readonly shape: Shape;
  /** Neurons, or maps. */
  readonly units: number;
  /** Whether each unit is a picture. */
  readonly isMaps: boolean;
  /** Those of the units that are drawn. */
  readonly shown: readonly number[];
  readonly activation: ActivationName;
}

/** All of a few; of many so few that one can see what they are. */
export const mostShown = (units: number): number => (units <= 12 ? 12 : 8);

/**
 * @param input the inputs as the data have them: a row of numbers may be a picture
 */
export function columnsOf(spec: NetworkSpec, input: Shape | undefined): readonly NetworkColumn[] {
  const isPicture = input?.length === 3 && sizeOf(input) === sizeOf(spec.input);
  const columnOf = (shape: Shape, rest: Pick<NetworkColumn, "layer" | "type" | "activation">): NetworkColumn => {
    const isMaps = shape.length === 3;
    const units = isMaps ? shape[0]! : sizeOf(shape);
    return { ...rest, shape, units, isMaps, shown: shownUnits(units, mostShown(units)) };
  };
  return [
    columnOf(isPicture ? input : spec.input, { layer: -1, type: "inputs", activation: "linear" }),
    ...placeLayers(spec).map(({ index, spec, output }) =>
      columnOf(output, { layer: index, type: spec.type, activation: activationOf(spec) }),
    ),
  ];
}

/** The same units in the same layers: what is known of the one network can be drawn on the other. */
export function areAlike(a: readonly NetworkColumn[], b: readonly NetworkColumn[]): boolean {
  const said = (columns: readonly NetworkColumn[]) =>
    columns.map(({ type, shape, activation }) => [type, ...shape, activation].join()).join(" ");
  return said(a) === said(b);
}
