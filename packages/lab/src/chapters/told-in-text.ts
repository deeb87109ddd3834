import type { RowId } from "@nndl/book/rows";

/**
 * What a chapter's `rows.ts` says: the rows of the book that no figure and no exercise of it realizes, and why. All
 * others that the book has in the chapter are promised.
 */
export type ToldInText = Partial<Record<RowId, string>>;
