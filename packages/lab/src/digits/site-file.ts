import { NndlError } from "nndl";
import { siteAddress } from "../training/site-address.ts";

/**
 * A small gzipped file of the site, unpacked.
 * @throws NndlError "file.read"
 */
export async function siteFile(path: string, what: string): Promise<Uint8Array<ArrayBuffer>> {
  try {
    const response = await fetch(siteAddress(path));
    if (!response.ok) throw new Error(`the server answered ${response.status}`);
    const bytes = new Uint8Array(await response.arrayBuffer());
    // Some hosts unpack on the way what is gzipped.
    if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes;
    const unpacked = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
    return new Uint8Array(await new Response(unpacked).arrayBuffer());
  } catch (cause) {
    throw new NndlError(
      "file.read",
      {
        problem: `${what} could not be loaded: ${cause instanceof Error ? cause.message : String(cause)}`,
        next: "Check the connection and try again.",
      },
      { cause },
    );
  }
}

/** What is fetched once, when somebody first asks for it, and again only if that failed. */
export function once<T>(fetch: () => Promise<T>): () => Promise<T> {
  let known: Promise<T> | undefined;
  return () => {
    known ??= fetch().catch((error: unknown) => {
      known = undefined;
      throw error;
    });
    return known;
  };
}
