import { type Context, makeContext } from "../context.ts";
import { type Screen, screenOf } from "../terminal/screen.ts";

/** For tests: a screen whose text can be read. */
export interface FakeScreen extends Screen {
  readonly text: () => string;
}

export interface FakeOptions {
  readonly isTTY?: boolean;
  readonly columns?: number;
  readonly rows?: number;
  readonly environment?: Readonly<Record<string, string | undefined>>;
  readonly noColor?: boolean;
}

export function fakeScreen({
  isTTY = false,
  columns = 80,
  rows = 24,
  environment = {},
  noColor = false,
}: FakeOptions = {}): FakeScreen {
  let text = "";
  const write = (part: string) => {
    text += part;
  };
  return Object.assign(screenOf({ isTTY, columns, rows, write }, environment, noColor), { text: () => text });
}

export interface FakeContext {
  readonly context: Context;
  readonly out: FakeScreen;
  readonly err: FakeScreen;
}

export function fakeContext(options: FakeOptions & { readonly json?: boolean } = {}): FakeContext {
  const out = fakeScreen(options);
  const err = fakeScreen(options);
  return {
    context: makeContext({ out, err }, { json: options.json ?? false, debug: false, cache: false }, {}),
    out,
    err,
  };
}
