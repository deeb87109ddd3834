/** The network that comes with the site, by itself: for pages that ask it one thing at a time, and have no trainer. */
import { Network } from "nndl";
import { shippedFile } from "./shipped-facts.ts";
import { once, siteFile } from "./site-file.ts";

/**
 * Fetches and reads it, once for a page.
 * @throws NndlError "file.read", …
 */
export const shippedNetwork: () => Promise<Network> = once(async () =>
  Network.fromBytes(await siteFile(shippedFile, "the network that comes with this page"), shippedFile),
);
