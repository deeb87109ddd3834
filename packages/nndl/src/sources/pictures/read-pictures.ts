/** From files of pictures to data sets: measured first, where nobody says what size they are to have, then decoded one by one. */

import { platform } from "#platform";
import { throwIfAborted } from "../../abort-signal.ts";
import type { Bytes } from "../../bytes.ts";
import { Dataset, type ImageInputs, inputSizeOf, PIXEL_SCALE, type Preparation } from "../../data/index.ts";
import { NndlError, show } from "../../errors.ts";
import {
  decodePicture,
  type FittedPicture,
  fitPicture,
  hasColour,
  heicAdvice,
  isPicture,
  meant,
  measurePicture,
} from "../../images/index.ts";
import type { Remark } from "../../remarks.ts";
import type { LeftOut, OpenedSource, SourceOptions, UsedFile } from "../opened-source.ts";
import { classKeyOf } from "./class-names.ts";
import type { Layout, Part, PlacedPicture } from "./layout.ts";
import { isOfHeic } from "./left-out.ts";
import type { PictureOptions } from "./options.ts";
import { paperRemarks, polarityOf } from "./polarity.ts";
import { usualSize } from "./usual-size.ts";

/** A picture, brought to its size. */
interface ReadPicture extends PlacedPicture {
  readonly bytes: number;
  readonly fitted: FittedPicture;
}

/** Packed files are kept between measuring and decoding up to this many bytes in all; the rest is read twice. */
const mostKept = 2 ** 28;

/** The most bytes of a data set's features. */
const mostFeatures = 2 ** 31 - 1;

/** Files that are read at once. */
const together = 16;

/** How many milliseconds pass between two reports. */
const reportEvery = 100;

/**
 * @param known how the pictures are to be prepared, and the classes in their order; found out when absent
 * @param written how inputs were made that were written as these pictures: those of the right size are taken as they are
 * @throws NndlError "source.pictures" where none can be read, "source.classes" where a class is not among the known ones
 */
export async function readPictures(
  layout: Layout,
  options: SourceOptions & { readonly name: string },
  known: Preparation | undefined,
  written?: Preparation["inputs"],
): Promise<OpenedSource> {
  const files = new PictureFiles(layout.pictures, options);
  const wanted = options.pictures ?? {};
  const given = known?.inputs.kind === "images" ? known.inputs : undefined;
  const fit = given?.fit ?? wanted.fit ?? "contain";
  const size = given ?? (await sizeOf(files, wanted, fit, options.name));
  const areWritten = given !== undefined && JSON.stringify(given) === JSON.stringify(written);
  const read: ReadPicture[] = [];
  await files.each("decode", async (picture, bytes, shown) => {
    const raster = await decodePicture(bytes, shown);
    const isReady = areWritten && raster.width === size.width && raster.height === size.height;
    const fitted = fitPicture({ ...size, fit: isReady ? "exact" : fit }, raster, shown);
    read.push({ ...picture, bytes: bytes.length, fitted });
  });
  if (read.length === 0) throw nothingRead(options.name, files.leftOut);
  const pictures = read.map(({ fitted }) => fitted);
  const inputs: ImageInputs = given ?? {
    kind: "images",
    channels: fit === "mnist" ? 1 : (wanted.channels ?? (pictures.some(hasColour) ? 3 : 1)),
    height: size.height,
    width: size.width,
    polarity: fit === "mnist" ? "ink" : (wanted.polarity ?? polarityOf(pictures)),
    fit,
    scale: PIXEL_SCALE,
  };
  const names = namesOf(layout, read, known, options.name);
  const preparation: Preparation = { inputs, targets: { kind: "classes", names } };
  const of = (part: Part) => datasetOf(read, part, preparation, options.name);
  const training = of("training");
  const remarks = [
    ...layout.remarks,
    training && darkRemark(training),
    ...("remark" in size ? [size.remark] : []),
    ...(fit === "mnist" ? [] : paperRemarks(pictures, inputs, given !== undefined || wanted.polarity !== undefined)),
  ].filter((remark): remark is Remark => remark !== undefined);
  const [test, validation] = [of("test"), of("validation")];
  if (training === undefined && known === undefined) throw nothingRead(options.name, files.leftOut);
  return {
    name: options.name,
    kind: "pictures",
    // A folder that a network is only asked about may have a test/ and nothing else.
    training: (training ?? test ?? validation)!,
    ...(test === undefined ? {} : { test }),
    ...(validation === undefined ? {} : { validation }),
    files: read.map(usedFile),
    leftOut: [...layout.leftOut, ...files.leftOut],
    remarks,
  };
}

async function sizeOf(files: PictureFiles, wanted: PictureOptions, fit: ImageInputs["fit"], name: string) {
  if (typeof wanted.size === "number") return { width: wanted.size, height: wanted.size };
  if (wanted.size !== undefined) return wanted.size;
  if (fit === "mnist") return { width: 28, height: 28 };
  const sizes: { readonly width: number; readonly height: number }[] = [];
  await files.each("measure", (_, bytes, shown) => void sizes.push(measurePicture(bytes, shown)));
  if (sizes.length === 0) throw nothingRead(name, files.leftOut);
  return usualSize(sizes, fit);
}

function usedFile({ file, bytes, part, className }: ReadPicture): UsedFile {
  return { path: file.path, bytes, role: `${part === "training" ? "" : `${part}: `}a picture of ${show(className)}` };
}

/** The files, read a few at a time and given one by one; what cannot be used is left out, and why is kept. */
class PictureFiles {
  readonly leftOut: LeftOut[] = [];
  readonly #kept = new Map<PlacedPicture, Bytes>();
  readonly #options: SourceOptions;
  #pictures: readonly PlacedPicture[];
  #room = mostKept;
  #reported = 0;
  #isMeasured = false;

  constructor(pictures: readonly PlacedPicture[], options: SourceOptions) {
    this.#pictures = pictures;
    this.#options = options;
  }

  async each(
    purpose: "measure" | "decode",
    use: (picture: PlacedPicture, bytes: Bytes, shown: string) => void | Promise<void>,
  ): Promise<void> {
    const { signal, onProgress } = this.#options;
    const all = this.#pictures.length;
    // Measuring is the first half of what there is to do.
    const halved = purpose === "measure" ? 1 : 0;
    const usable: PlacedPicture[] = [];
    for (let start = 0; start < this.#pictures.length; start += together) {
      const some = this.#pictures.slice(start, start + together);
      const contents = await Promise.all(some.map((picture) => this.#read(picture, purpose)));
      for (const [i, picture] of some.entries()) {
        const bytes = contents[i];
        if (bytes !== undefined && (await this.#isUsed(picture, bytes, use))) usable.push(picture);
      }
      throwIfAborted(signal);
      const now = performance.now();
      if (now - this.#reported < reportEvery) continue;
      this.#reported = now;
      const done = start + some.length;
      onProgress?.({ done: this.#isMeasured ? (all + done) >> 1 : done >> halved, of: all, unit: "files" });
      await platform.yieldToOthers();
    }
    this.#pictures = usable;
    this.#isMeasured = purpose === "measure";
  }

  async #read(picture: PlacedPicture, purpose: "measure" | "decode"): Promise<Bytes | undefined> {
    const kept = this.#kept.get(picture);
    if (kept !== undefined) {
      this.#kept.delete(picture);
      return kept;
    }
    try {
      const bytes = await picture.file.read();
      if (purpose === "measure" && bytes.length <= this.#room) {
        this.#room -= bytes.length;
        this.#kept.set(picture, bytes);
      }
      return bytes;
    } catch (error) {
      if (!(error instanceof NndlError)) throw error;
      this.leftOut.push({ path: picture.file.path, why: `unreadable: ${error.problem}` });
      return undefined;
    }
  }

  async #isUsed(
    picture: PlacedPicture,
    bytes: Bytes,
    use: (picture: PlacedPicture, bytes: Bytes, shown: string) => void | Promise<void>,
  ): Promise<boolean> {
    const { path } = picture.file;
    try {
      await use(picture, bytes, path);
      return true;
    } catch (error) {
      if (!(error instanceof NndlError) || !error.code.startsWith("image.")) throw error;
      // A picture of another size is no damage: whoever asks for exact sizes is told.
      if (error.code === "image.shape") throw error;
      this.#kept.delete(picture);
      this.leftOut.push({ path, why: whyNot(error, bytes) });
      return false;
    }
  }
}

function whyNot(error: NndlError, bytes: Bytes): string {
  if (error.code === "image.format") {
    if (isPicture(bytes)) return `not read: ${error.received}`;
    if (!/image|photo|drawing/.test(error.received ?? "")) return "not a picture";
    return `${error.received}, which is not read${error.next === heicAdvice ? ": export it as JPEG" : ""}`;
  }
  if (error.code === "image.damaged") return `damaged: ${error.received}`;
  if (error.code === "image.size") return `too large: ${error.received}`;
  if (error.code === "image.several") return `several digits: ${error.received}`;
  return `no digit in it: ${error.problem}`;
}

/** The classes that there are pictures of; or those that are known, when there are no others. */
function namesOf(
  layout: Layout,
  read: readonly ReadPicture[],
  known: Preparation | undefined,
  name: string,
): readonly string[] {
  const there = new Set(read.map(({ className }) => className));
  const found = layout.names.filter((className) => there.has(className));
  if (known?.targets?.kind !== "classes") return found;
  const { names } = known.targets;
  const keys = new Set(names.map(classKeyOf));
  const strange = found.filter((className) => !keys.has(classKeyOf(className)));
  if (strange.length > 0)
    throw new NndlError("source.classes", {
      received: strange.slice(0, 5).map(show).join(", ") + (strange.length > 5 ? ", …" : ""),
      expected: `${name}: each class must be one of the network's: ${names.slice(0, 10).map(show).join(", ")}${names.length > 10 ? ", …" : ""}`,
      next: "Give the folders the names of the classes that the network was trained on.",
    });
  return names;
}

function datasetOf(
  read: readonly ReadPicture[],
  part: Part,
  preparation: Preparation,
  name: string,
): Dataset<"classes"> | undefined {
  const own = read.filter((picture) => picture.part === part);
  if (own.length === 0) return undefined;
  const inputs = preparation.inputs as ImageInputs;
  const size = inputSizeOf(preparation);
  if (own.length * size > mostFeatures)
    throw new NndlError("source.large", {
      received: `${own.length} pictures of ${inputs.width} × ${inputs.height} pixels`,
      expected: `${name} must have at most ${mostFeatures} numbers in each part`,
      next: "Give the pictures a smaller size.",
    });
  const names = (preparation.targets as { readonly names: readonly string[] }).names;
  const places = new Map([
    ...names.map((className, i) => [classKeyOf(className), i] as const),
    ...names.map((className, i) => [className, i] as const),
  ]);
  const labels = new (names.length <= 256 ? Uint8Array : Int32Array)(own.length);
  const features = new Uint8Array(own.length * size);
  own.forEach(({ fitted, className }, i) => {
    features.set(meant(fitted, inputs), i * size);
    labels[i] = places.get(className) ?? places.get(classKeyOf(className))!;
  });
  return new Dataset({
    name: `${name} ${part}`,
    shape: [inputs.channels, inputs.height, inputs.width],
    features,
    scale: inputs.scale,
    targets: { kind: "classes", labels, classes: names.length },
    preparation,
  });
}

/** What 16 bits are used for that hold bytes, and 8 bits that hold truth values. */
const darkest = 8;

function darkRemark({ features }: Dataset): Remark | undefined {
  let largest = 0;
  for (const value of features) if (value > largest) largest = value;
  if (largest === 0 || largest > darkest) return undefined;
  return {
    code: "data.dark",
    what: `The pictures are almost black: no value is above ${largest} of 255.`,
    next: "If their values are from 0 to 255 in files of 16 bits, or 0 and 1 in files of 8, write them over the whole range.",
  };
}

function nothingRead(name: string, leftOut: readonly LeftOut[]): NndlError {
  const [first] = leftOut;
  return new NndlError("source.pictures", {
    received: first === undefined ? "none" : `${leftOut.length} that cannot be read; ${first.path}: ${first.why}`,
    expected: `${name} must have pictures to learn from`,
    next: isOfHeic(leftOut) ? heicAdvice : "Give PNG, JPEG, WebP, GIF or BMP files.",
  });
}
