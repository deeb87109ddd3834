/** What a machine's file holds: its parameters as safetensors, its spec in the metadata, and a checksum of all. */
import type { Bytes } from "../bytes.ts";
import { complaintAbout, NndlError } from "../errors.ts";
import { decodeSafetensors, type Safetensors, type Tensor } from "../formats/index.ts";
import { checksumKey, encodeWithChecksum, verifyChecksum } from "../network/checksum.ts";
import type { MachineParameters } from "./parameters.ts";
import { checkMachineSpec, type MachineSpec } from "./spec.ts";

/** The metadata keys of such files. */
export const machineKeys = { spec: "nndl.boltzmann", training: "nndl.boltzmann-training" } as const;

/** The parameters as tensors: weights [hidden, visible], visibleBiases [visible], hiddenBiases [hidden]. */
export function machineTensors(
  { visible, hidden }: MachineSpec,
  { weights, visibleBiases, hiddenBiases }: MachineParameters,
): Map<string, Tensor> {
  return new Map<string, Tensor>([
    ["weights", { shape: [hidden, visible], values: weights }],
    ["visibleBiases", { shape: [visible], values: visibleBiases }],
    ["hiddenBiases", { shape: [hidden], values: hiddenBiases }],
  ]);
}

export function encodeMachine(spec: MachineSpec, parameters: MachineParameters): Bytes {
  return encodeWithChecksum({
    tensors: machineTensors(spec, parameters),
    metadata: { [machineKeys.spec]: JSON.stringify(spec) },
  });
}

/** The parts of a machine's file. @throws NndlError "safetensors.…", "network.checksum", "boltzmann.file", "boltzmann.spec" */
export function decodeMachine(
  bytes: Uint8Array,
  name: string,
): { readonly spec: MachineSpec; readonly parameters: MachineParameters } {
  return readingMachine(name, () => {
    const { tensors, spec } = decodeParts(bytes);
    const values = (key: string) => tensors.get(key)?.values as Float32Array;
    return {
      spec,
      parameters: {
        weights: values("weights"),
        visibleBiases: values("visibleBiases"),
        hiddenBiases: values("hiddenBiases"),
      },
    };
  });
}

/** A file's tensors and metadata, whole and with a spec. */
export function decodeParts(bytes: Uint8Array): Safetensors & { readonly spec: MachineSpec } {
  const { tensors, metadata } = decodeSafetensors(bytes);
  verifyChecksum(bytes, metadata);
  const spec = metadata[machineKeys.spec];
  if (spec === undefined || metadata[checksumKey] === undefined)
    throw new NndlError("boltzmann.file", {
      received: `only ${Object.keys(metadata).join(", ") || "nothing"} in its metadata`,
      expected: `a restricted Boltzmann machine's file must have ${machineKeys.spec} and ${checksumKey}`,
      next: "Give a machine that nndl saved, not a network or another program's weights.",
    });
  return { tensors, metadata, spec: checkMachineSpec(parseText(spec)) };
}

/** JSON of a file's metadata. @throws NndlError "boltzmann.file" */
export function parseText(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new NndlError("boltzmann.file", {
      received: "text that is not JSON",
      expected: "the metadata of a machine's file must be JSON",
      next: "The file is damaged; use another copy.",
    });
  }
}

/** Names the file in whatever error its reading ends with. */
export function readingMachine<T>(name: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof NndlError)) throw error;
    throw new NndlError(error.code, complaintAbout(name, error), { cause: error });
  }
}
