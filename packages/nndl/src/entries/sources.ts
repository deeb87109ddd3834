/** Where data sets come from: folders, files and tables that people have, read as they are. */
export {
  type DividedSource,
  divideSource,
  idxFilesOf,
  type LeftOut,
  type OpenedRows,
  type OpenedSource,
  openRows,
  openSource,
  type PictureOptions,
  prepareRows,
  type Row,
  type SourceFile,
  type SourceOptions,
  type SourceProgress,
  type UsedFile,
  type WrittenFile,
} from "../sources/index.ts";
