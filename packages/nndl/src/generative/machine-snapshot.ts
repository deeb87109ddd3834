/** Everything that going on with a machine's training needs, and its file. */
import type { Bytes } from "../bytes.ts";
import { array, integer, plainObject } from "../check.ts";
import { NndlError, show } from "../errors.ts";
import type { Tensor } from "../formats/index.ts";
import { encodeWithChecksum } from "../network/checksum.ts";
import type { DataIdentity } from "../training/data-identity.ts";
import type { MachineEpochRecord } from "./events.ts";
import { BoltzmannMachine } from "./machine.ts";
import { decodeParts, machineKeys, machineTensors, parseText, readingMachine } from "./machine-file.ts";
import type { MachineState } from "./session.ts";
import { checkMachineSettings, type MachineSettings } from "./settings.ts";

/** Where a run stands. Plain JSON. */
export interface MachineCursor {
  /** The epoch at hand, from 0. */
  readonly epoch: number;
  /** How many of its examples are done. */
  readonly example: number;
  /** Mini-batches done since the run began. */
  readonly step: number;
}

/** A run between two mini-batches. */
export interface MachineSnapshot {
  /** As it stands; a copy. */
  readonly machine: BoltzmannMachine;
  readonly settings: MachineSettings;
  readonly data: DataIdentity;
  readonly cursor: MachineCursor;
  readonly history: readonly MachineEpochRecord[];
  /** Velocities, averaged activities and chains, where the settings have them. */
  readonly state: MachineState;
}

/** Raised when a reader of this version could not go on from what is written. */
const version = 1;
const prefix = "state/";

/** The bytes of a checkpoint, which {@link BoltzmannMachine.load} reads as a machine. Equal snapshots give equal bytes. */
export function encodeMachineCheckpoint(snapshot: MachineSnapshot): Bytes {
  const { machine, settings, data, cursor, history, state } = snapshot;
  const { visible, hidden } = machine.spec;
  const tensors = machineTensors(machine.spec, machine);
  const shapes: Readonly<Record<string, readonly number[]>> = {
    "velocity/weights": [hidden, visible],
    chains: [settings.miniBatchSize, hidden],
  };
  for (const [name, values] of state) tensors.set(prefix + name, { shape: shapes[name] ?? [values.length], values });
  const metadata = {
    [machineKeys.spec]: JSON.stringify(machine.spec),
    [machineKeys.training]: JSON.stringify({ version, settings, data, cursor, history }),
  };
  return encodeWithChecksum({ tensors, metadata });
}

/** Reads a checkpoint. @throws NndlError "safetensors.…", "network.checksum", "boltzmann.…" , naming it */
export function decodeMachineCheckpoint(bytes: Uint8Array, name = "these bytes"): MachineSnapshot {
  return readingMachine(name, () => {
    const { tensors, metadata, spec } = decodeParts(bytes);
    const training = metadata[machineKeys.training];
    if (training === undefined)
      throw new NndlError("boltzmann.file", {
        received: "a machine without its training",
        expected: `a checkpoint must have ${machineKeys.training} in its metadata`,
        next: "Give a checkpoint; a machine alone cannot be resumed.",
      });
    const { version: written, ...rest } = plainObject(parseText(training), {
      code: "boltzmann.file",
      what: machineKeys.training,
    });
    if (written !== version)
      throw new NndlError("boltzmann.file", {
        received: `version ${show(written)}`,
        expected: `a checkpoint must have version ${version}`,
        next: "Resume with the version of nndl that wrote it.",
      });
    const values = (key: string) => tensors.get(key)?.values as Float32Array;
    const machine = BoltzmannMachine.fromParameters(spec, {
      weights: values("weights"),
      visibleBiases: values("visibleBiases"),
      hiddenBiases: values("hiddenBiases"),
    });
    return checkMachineSnapshot({ ...rest, machine, state: stateIn(tensors) });
  });
}

function stateIn(tensors: ReadonlyMap<string, Tensor>): MachineState {
  return new Map(
    [...tensors]
      .filter(([key]) => key.startsWith(prefix))
      .map(([key, { values }]) => [key.slice(prefix.length), values as Float32Array]),
  );
}

/** Refuses what no run can go on from. @throws NndlError "boltzmann.snapshot", "boltzmann.options" */
export function checkMachineSnapshot(value: unknown): MachineSnapshot {
  const code = "boltzmann.snapshot";
  const { machine, settings, data, cursor, history, state } = plainObject(value, { code, what: "a snapshot" });
  if (!(machine instanceof BoltzmannMachine) || !(state instanceof Map))
    throw new NndlError(code, {
      received: show(value),
      expected: "a snapshot must have a machine and its state",
      next: "Give what run.snapshot() gave, or a decoded checkpoint.",
    });
  const checked = checkMachineSettings(settings);
  const place = plainObject(cursor, { code, what: "the cursor of a snapshot" });
  const wanted = stateShape(machine, checked);
  for (const [name, length] of Object.entries(wanted)) {
    const values: unknown = state.get(name);
    if (values instanceof Float32Array && values.length === length && values.every(Number.isFinite)) continue;
    throw new NndlError(code, {
      received: values instanceof Float32Array ? `${values.length} numbers, or some that are not finite` : "none",
      expected: `a snapshot's ${name} must be ${length} finite numbers`,
      next: "Use an earlier checkpoint.",
    });
  }
  return {
    machine,
    settings: checked,
    data: plainObject(data, { code, what: "the data of a snapshot" }) as unknown as DataIdentity,
    cursor: {
      epoch: integer(place.epoch, { code, what: "the epoch of a snapshot" }, { min: 0 }),
      example: integer(place.example, { code, what: "the example of a snapshot" }, { min: 0 }),
      step: integer(place.step, { code, what: "the step of a snapshot" }, { min: 0 }),
    },
    history: array(history, { code, what: "the history of a snapshot" }) as readonly MachineEpochRecord[],
    state,
  };
}

/** What a run with such settings keeps besides the parameters: names and lengths. */
function stateShape(
  machine: BoltzmannMachine,
  { momentum, sparsity, persistent, miniBatchSize }: MachineSettings,
): Readonly<Record<string, number>> {
  const { visible, hidden } = machine.spec;
  return {
    ...(momentum > 0
      ? {
          "velocity/weights": hidden * visible,
          "velocity/visibleBiases": visible,
          "velocity/hiddenBiases": hidden,
        }
      : {}),
    ...(sparsity === undefined ? {} : { activity: hidden }),
    ...(persistent ? { chains: miniBatchSize * hidden } : {}),
  };
}
