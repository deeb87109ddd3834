/** The same fields, each of which may be left out or be undefined, which means the same: its default. */
export type Optional<T> = { readonly [Key in keyof T]?: T[Key] | undefined };

/** The same fields, each of which is there. */
export type Complete<T> = { readonly [Key in keyof T]-?: Exclude<T[Key], undefined> };
