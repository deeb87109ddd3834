/** What is to be closed, for TypeScript's and JavaScript's `using`. */

declare global {
  // As the standard library's esnext.disposable and Node's types have it, for programs that are compiled without both.
  interface SymbolConstructor {
    readonly dispose: unique symbol;
    readonly asyncDispose: unique symbol;
  }
  interface Disposable {
    [Symbol.dispose](): void;
  }
  interface AsyncDisposable {
    [Symbol.asyncDispose](): PromiseLike<void>;
  }
}

/** Something to be closed when one is done with it: by `close()`, or by itself at the end of a block with `using`. */
export interface Closable extends Disposable {
  close(): void;
}

/** `Symbol.dispose`, or what compilers use in its place where JavaScript has none yet. */
export function disposeSymbolOf({ dispose }: { readonly dispose?: symbol | undefined }): typeof Symbol.dispose {
  return (dispose ?? Symbol.for("Symbol.dispose")) as typeof Symbol.dispose;
}

/** The name of the method that `using` calls. */
export const disposeSymbol: typeof Symbol.dispose = disposeSymbolOf(Symbol);
