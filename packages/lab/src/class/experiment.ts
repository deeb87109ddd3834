/** What a class trains: chapter 1's first network, each pupil from another seed. All of it is in the link. */
import { dense, NndlError } from "nndl";
import { few } from "../training/few/counts.mjs";
import type { Recipe } from "../training/recipe.ts";

/** What the teacher sets. */
export interface ClassExperiment {
  /** How many of the first training images are learned from. */
  readonly images: number;
  readonly epochs: number;
  /** How many seeds are dealt out, and the first of them. */
  readonly pupils: number;
  readonly first: number;
}

/** What one network is made from; with the same three numbers everybody gets the same one. */
export interface ClassRun {
  readonly seed: number;
  readonly epochs: number;
  readonly images: number;
}

export const usual: ClassExperiment = { images: few.training, epochs: 10, pupils: 30, first: 1 };

/** All images that the book trains on. */
export const allImages = 50_000;

/** From one to the most, of each number that is set. */
export const limits = {
  images: [100, allImages],
  epochs: [1, 30],
  pupils: [1, 500],
  first: [0, 999_000],
} as const satisfies Readonly<Record<keyof ClassExperiment, readonly [number, number]>>;
export const seedLimits = [0, 999_999] as const;

/** The test images that it is measured on: all, where all images are fetched anyway. */
export function testImages({ images }: Pick<ClassRun, "images">): number {
  return images <= few.training ? few.test : 10_000;
}

/** Those of the book, but for the seed, the number of images and that of the epochs. */
export function recipeOf({ seed, epochs, images }: ClassRun): Recipe {
  return {
    network: { input: [784], layers: [dense(30), dense(10)], cost: "quadratic", initializer: "gaussian", seed },
    data: { kind: "mnist", training: images, test: testImages({ images }) },
    training: { epochs, miniBatchSize: 10, learningRate: 3 },
  };
}

export function sameRun(a: ClassRun, b: ClassRun): boolean {
  return a.seed === b.seed && a.epochs === b.epochs && a.images === b.images;
}

/** The seed of the pupil with this number in the class's list, from 1 on. */
export function seedOf({ first }: ClassExperiment, number: number): number {
  return first + number - 1;
}

const names = Object.keys(limits) as readonly (keyof ClassExperiment)[];

/** The part of the link behind the "#". */
export function writeExperiment(experiment: ClassExperiment): string {
  return names.map((name) => `${name}=${experiment[name]}`).join("&");
}

/**
 * The experiment of a link; the usual one where the link says nothing.
 * @param hash with or without its "#"; what it says beside the experiment is passed over
 * @throws NndlError "link.damaged"
 */
export function readExperiment(hash: string): ClassExperiment {
  const said = new URLSearchParams(hash.replace(/^#/, "").slice(0, 500));
  const read = (name: keyof ClassExperiment): number => {
    const text = said.get(name);
    if (text === null) return usual[name];
    const [least, most] = limits[name];
    const value = Number(text);
    if (/^\d{1,7}$/.test(text) && value >= least && value <= most) return value;
    throw new NndlError("link.damaged", {
      expected: `${name} in this link must be a whole number from ${least} to ${most}`,
      received: text.slice(0, 40),
      next: "Ask for the link again, or go on with the usual experiment.",
    });
  };
  return { images: read("images"), epochs: read("epochs"), pupils: read("pupils"), first: read("first") };
}
