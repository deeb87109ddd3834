/** By which addresses a server is found that listens at all of this machine's. */
import { type NetworkInterfaceInfo, networkInterfaces } from "node:os";

/**
 * The link as it is; or, where it is that of every address ("0.0.0.0" or "[::]"), which leads nowhere from another machine, a link
 * for each address by which others find this one.
 */
export function linksOf(
  url: string,
  interfaces: NodeJS.Dict<
    readonly Pick<NetworkInterfaceInfo, "address" | "family" | "internal">[]
  > = networkInterfaces(),
): readonly string[] {
  const { hostname } = new URL(url);
  if (hostname !== "0.0.0.0" && hostname !== "[::]") return [url];
  const others = Object.values(interfaces)
    .flatMap((each) => each ?? [])
    .filter(({ internal, family }) => !internal && family === "IPv4")
    .map(({ address }) => url.replace(hostname, address));
  // Without a network there is this machine alone.
  return others.length > 0 ? others : [url.replace(hostname, "127.0.0.1")];
}
