/** The kinds of recurrent layers that experiments compare. */
import { gru, type LayerInput, lstm, type RecurrentOptions, recurrent } from "nndl";

export type Kind = keyof typeof layerOf;

/** A layer of each kind, of so many units. */
export const layerOf = {
  tanh: (units: number, options?: RecurrentOptions): LayerInput => recurrent(units, options),
  identity: (units: number, options?: RecurrentOptions): LayerInput =>
    recurrent(units, { ...options, nonlinearity: "relu", recurrentStart: "identity" }),
  lstm: (units: number, options?: RecurrentOptions): LayerInput => lstm(units, options),
  gru: (units: number, options?: RecurrentOptions): LayerInput => gru(units, options),
};

/** What each is called. */
export const called: Readonly<Record<Kind, string>> = {
  tanh: "tanh",
  identity: "rectified linear from the identity",
  lstm: "LSTM",
  gru: "GRU",
};
