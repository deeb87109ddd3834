/** What README's examples use besides the library, where there are neither DOM's types nor Node's. */
declare const console: { log(...values: unknown[]): void };
