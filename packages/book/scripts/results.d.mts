import type { StoredResult } from "@nndl/book";

export const folder: string;
export function resultPath(result: Pick<StoredResult, "name" | "seed" | "form">, base?: string): string;
export function readResults(base?: string, say?: (complaint: string) => void): StoredResult[];
export function readQuickResults(base?: string, say?: (complaint: string) => void): StoredResult[];
export function storeResult(result: StoredResult, base?: string): void;
