import { dense, dropout, embedding, lstm } from "../layers/index.ts";
import type { NetworkInput } from "../network/index.ts";
import type { Preset } from "./preset.ts";

/** What a network of characters is made for. */
export interface CharLstmOptions {
  /** How many different characters its text has; 65 when absent. */
  readonly characters?: number | undefined;
  /** How long the stretches are that it reads; 100 when absent. */
  readonly steps?: number | undefined;
  readonly seed?: number | undefined;
}

/**
 * Long short-term memory that reads a text character by character and says after each what follows: a row of 32 learned numbers for
 * each character, 128 units, dropout, and softmax at every step; 92,897 parameters where there are 65 characters.
 *
 * @throws NndlError "layer.units", "network.input", "seed"
 * @example network(charLstm({ characters: 65 })).parameterCount; // 92897
 * @see Hochreiter and Schmidhuber, "Long short-term memory", 1997; chapter 6, "recurrent neural networks"
 */
export function charLstm({ characters = 65, steps = 100, seed = 0 }: CharLstmOptions = {}): NetworkInput {
  return {
    input: [steps, 1],
    layers: [embedding(characters, 32), lstm(128, { output: "every" }), dropout(0.3), dense(characters, "softmax")],
    cost: "log-likelihood",
    initializer: "glorot",
    seed,
  };
}

/** The settings are ours, chosen on texts of a hundred thousand characters; the longer a text, the less dropout it wants. */
export const charLstmPreset: Preset = {
  title: "Long short-term memory that reads and writes a text, character by character",
  source: "Hochreiter and Schmidhuber, 1997; named in chapter 6",
  network: charLstm,
  training: {
    epochs: 20,
    miniBatchSize: 10,
    learningRate: 0.004,
    optimizer: { type: "adam", beta1: 0.9, beta2: 0.999, epsilon: 1e-8, clipNorm: 1 },
    schedule: { type: "cosine", floor: 0 },
    weightDecay: 0,
  },
  data: "text",
};
