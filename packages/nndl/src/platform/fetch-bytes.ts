import type { Bytes } from "../bytes.ts";
import { NndlError } from "../errors.ts";
import { systemReason } from "./system-reason.ts";

/**
 * The whole body of a URL.
 *
 * @throws NndlError "file.read" when the server cannot be reached or answers with anything but success
 */
export async function fetchBytes(url: string): Promise<Bytes> {
  let response: Response;
  try {
    response = await fetch(url);
    if (response.ok) return new Uint8Array(await response.arrayBuffer());
  } catch (error) {
    // "fetch failed" says nothing; what is behind it does.
    const behind = error instanceof Error && error.cause instanceof Error ? error.cause : error;
    const advice =
      "Check the address and the network; in a browser, that the other server allows this page to read it.";
    throw cannotRead(url, systemReason(behind).text, advice, error);
  }
  throw cannotRead(url, `HTTP status ${response.status}`, "Check the address.");
}

/** The error for a file or a URL that could not be read. */
export function cannotRead(
  location: string,
  reason: string,
  advice = "Check the path and that you may read it.",
  cause?: unknown,
): NndlError {
  return new NndlError("file.read", { problem: `${location} cannot be read: ${reason}`, next: advice }, { cause });
}
