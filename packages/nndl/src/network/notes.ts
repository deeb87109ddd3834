import { finite, knownKeys, plainObject } from "../check.ts";
import { NndlError } from "../errors.ts";

/** What is known about where a network's weights came from. Plain JSON. */
export interface NetworkNotes {
  /** The settings it was trained with. */
  readonly training?: Readonly<Record<string, unknown>> | undefined;
  /** What was measured at the end: { "test correct": 9542, … }. */
  readonly metrics?: Readonly<Record<string, number>> | undefined;
}

/**
 * Checks that notes are what they should be, and that JSON can hold them.
 * @throws NndlError "network.notes"
 */
export function checkNotes(value: unknown): NetworkNotes {
  const code = "network.notes";
  const fields = plainObject(value, { code, what: "the notes of a network" });
  knownKeys(fields, ["training", "metrics"], { code, what: "the notes of a network" });
  if (fields.training !== undefined) plainObject(fields.training, { code, what: "the notes: training" });
  const metrics = fields.metrics === undefined ? {} : plainObject(fields.metrics, { code, what: "the notes: metrics" });
  for (const [name, metric] of Object.entries(metrics)) finite(metric, { code, what: `the notes: metrics: ${name}` });
  try {
    JSON.stringify(fields);
  } catch (cause) {
    throw new NndlError(
      code,
      {
        problem: "the notes of a network hold a value that JSON cannot represent",
        next: "Leave out big integers and objects that contain themselves.",
      },
      { cause },
    );
  }
  return fields;
}
