/**
 * How the kernels keep a layer's weights: in panels of 16 units. Panel p holds, for input k, the weights from k to the
 * units 16p … 16p+15, one after another; units past the last are padding and stay 0. Biases are padded the same way.
 */
export const panelWidth = 16;

/** Rows of activations have an odd number of panels: 64-byte lines of many rows then fall into different cache sets. */
export function rowStride(units: number): number {
  const panels = Math.ceil(units / panelWidth);
  return (panels | 1) * panelWidth;
}

export function paddedUnits(units: number): number {
  return Math.ceil(units / panelWidth) * panelWidth;
}

/** Where in a row the input lies that is number k of the layer's spec. */
export type InputOrder = (k: number) => number;

/** The inputs of a row, those that the spec counts, and where these lie. */
export interface InputRow {
  readonly inputs: number;
  readonly given: number;
  readonly order: InputOrder;
}

/** Writes weights [units, inputs] into panels. */
export function packWeights(weights: Float32Array, units: number, row: InputRow, panels: Float32Array): void {
  panels.fill(0);
  const places = Uint32Array.from({ length: row.given }, (_, k) => row.order(k) * panelWidth);
  for (let j = 0; j < units; j++) {
    const at = panelStart(j, row.inputs);
    for (let k = 0; k < row.given; k++) panels[at + places[k]] = weights[j * row.given + k];
  }
}

/** Reads weights [units, inputs] out of panels. */
export function unpackWeights(panels: Float32Array, units: number, row: InputRow, weights: Float32Array): void {
  const places = Uint32Array.from({ length: row.given }, (_, k) => row.order(k) * panelWidth);
  for (let j = 0; j < units; j++) {
    const at = panelStart(j, row.inputs);
    for (let k = 0; k < row.given; k++) weights[j * row.given + k] = panels[at + places[k]];
  }
}

function panelStart(unit: number, inputs: number): number {
  return Math.floor(unit / panelWidth) * panelWidth * inputs + (unit % panelWidth);
}
