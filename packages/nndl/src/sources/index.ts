/** Where data sets come from: what people have, read as it is. */
export { openSource } from "./open-source.ts";
export type {
  LeftOut,
  OpenedSource,
  SourceOptions,
  SourceProgress,
  SourceReader,
  UsedFile,
} from "./opened-source.ts";
export type { PictureOptions } from "./pictures/options.ts";
export { nameOf, type SourceFile } from "./source-file.ts";
export { idxFilesOf, type WrittenFile } from "./write-idx.ts";
