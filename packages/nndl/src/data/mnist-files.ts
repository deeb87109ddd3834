/** How the four files of MNIST are known. */
import { platform } from "#platform";
import type { Remark } from "../remarks.ts";
import type { IdxFile } from "./idx-files.ts";
import { type IdxRole, idxRoles } from "./idx-roles.ts";
import { PIXEL_SCALE } from "./parts.ts";
import type { Preparation } from "./preparation.ts";

/** The MD5 and the length in bytes of the four unpacked files, as Y. LeCun, C. Cortes and C. Burges published them. */
export const publishedMnist = {
  trainingImages: { md5: "6bbc9ace898e44ae57da46a324031adb", length: 16 + 60_000 * 28 * 28 },
  trainingLabels: { md5: "a25bea736e30d166cdddb491f175f624", length: 8 + 60_000 },
  testImages: { md5: "2646ac647ad5339dbf082846283269ea", length: 16 + 10_000 * 28 * 28 },
  testLabels: { md5: "27ae3e4e09519cfbb04c329615203637", length: 8 + 10_000 },
} as const satisfies Partial<Record<IdxRole, { readonly md5: string; readonly length: number }>>;

export type MnistRole = keyof typeof publishedMnist;
export const mnistRoles = Object.keys(publishedMnist) as readonly MnistRole[];

/** How MNIST's images were made: ink on black, centred by their mass in 28 × 28 pixels. */
export const mnistPreparation: Preparation = {
  inputs: { kind: "images", channels: 1, height: 28, width: 28, polarity: "ink", fit: "mnist", scale: PIXEL_SCALE },
  targets: { kind: "classes", names: Array.from({ length: 10 }, (_, digit) => String(digit)) },
};

/** What differs from MNIST, where some of its files are there and others are not. */
export interface MnistComparison {
  readonly isMnist: boolean;
  readonly remarks: readonly Remark[];
}

/** Compares files with MNIST's. Those of another length are told apart without being read. */
export function compareWithMnist(contents: Readonly<Partial<Record<IdxRole, IdxFile>>>): MnistComparison {
  const areSame = mnistRoles.map((role) => isPublished(role, contents[role]));
  const isMnist = areSame.every(Boolean) && contents.validationImages === undefined;
  const others = mnistRoles.filter((role, i) => !areSame[i] && contents[role] !== undefined);
  if (isMnist || areSame.every((same) => !same) || others.length === 0) return { isMnist, remarks: [] };
  const which = others.map((role) => `${idxRoles[role].what} (${contents[role]!.location})`).join(" and the ");
  return {
    isMnist: false,
    remarks: [
      {
        code: "data.almost-mnist",
        what: `Some of these files are MNIST's to the last byte, but the ${which} are not: so this is read as data of its own.`,
        next: "Get the original files again where it should be MNIST.",
      },
    ],
  };
}

function isPublished(role: MnistRole, file: IdxFile | undefined): boolean {
  const { length, md5 } = publishedMnist[role];
  return file !== undefined && file.bytes.length === length && platform.md5(file.bytes) === md5;
}
