/** Texts of the lab compressed, for browsers that ask for it: a chapter is a quarter of its size on a school's network. */
import { readFile } from "node:fs/promises";
import { promisify } from "node:util";
import { gzip } from "node:zlib";

const compress = promisify(gzip);

/** What does not shrink, or hardly: pictures, fonts, what is packed already. */
const texts = /^(text\/|application\/(json|xml|manifest\+json|wasm)|image\/svg)/;
/** Below this, headers outweigh what is spared. */
const least = 1024;
/** Larger ones would take seconds, and room for the time that the server runs. */
const most = 8 * 2 ** 20;

export function isCompressible(type: string, size: number): boolean {
  return texts.test(type) && size >= least && size <= most;
}

/** Whether a browser takes gzip, by its Accept-Encoding. RFC 9110, section 12.5.3. */
export function takesGzip(accepted: string | undefined): boolean {
  const weights = new Map(
    (accepted ?? "").split(",").map((part) => {
      const [name = "", ...parameters] = part.split(";").map((word) => word.trim().toLowerCase());
      const weight = parameters.find((parameter) => parameter.startsWith("q="))?.slice(2);
      return [name, weight === undefined ? 1 : Number(weight)];
    }),
  );
  return (weights.get("gzip") ?? weights.get("*") ?? 0) > 0;
}

/** Compresses each state of a file once. */
export class CompressedFiles {
  readonly #kept = new Map<string, { readonly tag: string; readonly bytes: Promise<Buffer> }>();

  /** @param tag says which state of the file it is */
  get(path: string, tag: string): Promise<Buffer> {
    const kept = this.#kept.get(path);
    if (kept?.tag === tag) return kept.bytes;
    const bytes = readFile(path).then((content) => compress(content));
    this.#kept.set(path, { tag, bytes });
    bytes.catch(() => this.#kept.delete(path));
    return bytes;
  }
}
