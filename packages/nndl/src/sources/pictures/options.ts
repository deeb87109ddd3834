import { integer, knownKeys, oneOf, plainObject, type Where } from "../../check.ts";
import { NndlError, show } from "../../errors.ts";

/** How pictures become inputs; what is absent is found out from them. */
export interface PictureOptions {
  /**
   * Pixels on each side, or width and height. When absent: the pictures' own size where all have one, otherwise a square
   * as large as they usually are; at most 64 pixels on the longer side.
   */
  readonly size?: number | { readonly width: number; readonly height: number } | undefined;
  /** 1 for grey, 3 for red, green and blue. When absent: grey where all are. */
  readonly channels?: 1 | 3 | undefined;
  /** "ink" turns pictures round, so that what is dark becomes large. When absent: where most are drawn on light paper. */
  readonly polarity?: "light" | "ink" | undefined;
  /**
   * How a picture comes to its size: "contain" (when absent) scales all of it to fit, "mnist" finds what is written and
   * centres it as MNIST's digits are, "exact" refuses another size.
   */
  readonly fit?: "contain" | "mnist" | "exact" | undefined;
}

/** The longest side that pictures may be given. */
const longest = 4096;

/** @throws NndlError "source.options" */
export function checkPictureOptions(value: unknown): PictureOptions {
  const where: Where = { code: "source.options", what: "how pictures become inputs" };
  const options = plainObject(value, where) as PictureOptions;
  knownKeys(options as Record<string, unknown>, ["size", "channels", "polarity", "fit"], where);
  const about = (what: string): Where => ({ code: "source.options", what });
  const side = (given: unknown, what: string) => integer(given, about(what), { min: 1, max: longest });
  const { size, channels, polarity, fit } = options;
  if (typeof size === "object" && size !== null) {
    knownKeys(plainObject(size, about("the size of pictures")), ["width", "height"], about("the size of pictures"));
    side(size.width, "the width of pictures");
    side(size.height, "the height of pictures");
  } else if (size !== undefined) side(size, "the size of pictures");
  if (polarity !== undefined) oneOf(polarity, ["light", "ink"], about("the polarity of pictures"));
  if (fit !== undefined) oneOf(fit, ["contain", "mnist", "exact"], about("the fit of pictures"));
  if (channels !== undefined && channels !== 1 && channels !== 3)
    throw new NndlError("source.options", {
      received: show(channels),
      expected: "pictures must have 1 channel or 3",
      next: "Give 1 for grey, 3 for colours.",
    });
  if (fit === "mnist" && (channels === 3 || polarity === "light"))
    throw new NndlError("source.options", {
      received: channels === 3 ? "3 channels" : 'the polarity "light"',
      expected: "pictures that are centred as MNIST's digits are must be grey, and ink",
      next: 'Leave it out, or fit them by "contain".',
    });
  return options;
}
