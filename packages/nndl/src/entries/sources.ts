/** Where data sets come from: folders, files and tables that people have, read as they are. */
export {
  idxFilesOf,
  type LeftOut,
  type OpenedSource,
  openSource,
  type PictureOptions,
  type SourceFile,
  type SourceOptions,
  type SourceProgress,
  type UsedFile,
  type WrittenFile,
} from "../sources/index.ts";
