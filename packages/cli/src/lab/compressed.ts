/** Texts of the lab compressed, for browsers that ask for it: a chapter is a quarter of its size on a school's network. */
import { readFile } from "node:fs/promises";
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";

/** How a text can be packed, the smallest first: brotli's is a fifth smaller than gzip's. */
const packings = {
  // Quality 11 is another tenth smaller, and takes seconds for a chapter where this takes a tenth of one.
  br: (content: Buffer) =>
    promisify(brotliCompress)(content, {
      params: {
        [constants.BROTLI_PARAM_QUALITY]: 9,
        [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT,
        [constants.BROTLI_PARAM_SIZE_HINT]: content.length,
      },
    }),
  gzip: (content: Buffer) => promisify(gzip)(content),
};
export type Packing = keyof typeof packings;

/** What does not shrink, or hardly: pictures, fonts, what is packed already. */
const texts = /^(text\/|application\/(json|xml|manifest\+json|wasm)|image\/svg)/;
/** Below this, headers outweigh what is spared. */
const least = 1024;
/** Larger ones would take seconds, and room for the time that the server runs. */
const most = 8 * 2 ** 20;

export function isCompressible(type: string, size: number): boolean {
  return texts.test(type) && size >= least && size <= most;
}

/** How a text is packed for a browser, by its Accept-Encoding; undefined where it takes none of ours. RFC 9110, section 12.5.3. */
export function packingFor(accepted: string | undefined): Packing | undefined {
  const weights = new Map(
    (accepted ?? "").split(",").map((part) => {
      const [name = "", ...parameters] = part.split(";").map((word) => word.trim().toLowerCase());
      const weight = parameters.find((parameter) => parameter.startsWith("q="))?.slice(2);
      return [name, weight === undefined ? 1 : Number(weight)];
    }),
  );
  const names = Object.keys(packings) as Packing[];
  return names.find((name) => (weights.get(name) ?? weights.get("*") ?? 0) > 0);
}

/** Compresses each state of a file once. */
export class CompressedFiles {
  readonly #kept = new Map<string, { readonly tag: string; readonly bytes: Promise<Buffer> }>();

  /** @param tag says which state of the file it is */
  get(path: string, tag: string, packing: Packing): Promise<Buffer> {
    const key = `${packing} ${path}`;
    const kept = this.#kept.get(key);
    if (kept?.tag === tag) return kept.bytes;
    const bytes = readFile(path).then((content) => packings[packing](content));
    this.#kept.set(key, { tag, bytes });
    bytes.catch(() => this.#kept.delete(key));
    return bytes;
  }
}
