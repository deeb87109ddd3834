/** Where data sets come from: what people have, read as it is. */
export { npzOf } from "./arrays/write-npz.ts";
export { divideSource } from "./divide-source.ts";
export { type EmnistName, type NamedSource, namedSources, splitNamed } from "./named/names.ts";
export { openSource } from "./open-source.ts";
export type {
  DividedSource,
  LeftOut,
  OpenedSource,
  SourceOptions,
  SourceProgress,
  SourceReader,
  UsedFile,
} from "./opened-source.ts";
export { packSource, unpackSource } from "./pack-source.ts";
export type { PictureOptions } from "./pictures/options.ts";
export { pictureFilesOf } from "./pictures/write-pictures.ts";
export { nameOf, type SourceFile } from "./source-file.ts";
export { type OpenedRows, openRows, prepareRows, type Row } from "./tables/prepare-rows.ts";
export { idxFilesOf, type WrittenFile } from "./write-idx.ts";
