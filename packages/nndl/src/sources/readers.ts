import { npzSource } from "./arrays/npz-source.ts";
import { idxSource } from "./idx-source.ts";
import { publishedSource } from "./named/published-source.ts";
import type { SourceReader } from "./opened-source.ts";
import { picturesSource } from "./pictures/pictures-source.ts";
import { tableSource } from "./tables/table-source.ts";

/** Every kind of source, in the order in which they are asked. */
export const readers: readonly SourceReader[] = [publishedSource, idxSource, npzSource, picturesSource, tableSource];
