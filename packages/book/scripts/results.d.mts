import type { StoredResult } from "@nndl/book";

export const folder: string;
export function resultPath(name: string, seed: number, base?: string): string;
export function readResults(base?: string): StoredResult[];
export function storeResult(result: StoredResult, base?: string): void;
