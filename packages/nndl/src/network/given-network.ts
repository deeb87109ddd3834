import { NndlError, show } from "../errors.ts";
import type { Network } from "./network.ts";

/**
 * Refuses what is no network, the description of one too. It goes by what a network has and not by its class, whose own
 * sessions import the engines, which ask this.
 * @throws NndlError "network.instance"
 */
export function checkNetwork(value: unknown): asserts value is Network {
  if (typeof value === "object" && value !== null && "parameters" in value && value.parameters instanceof Map) return;
  throw new NndlError("network.instance", {
    received: show(value),
    expected: "the network must be a Network",
    next: "Make one from its description with network(…), or load one with Network.load(…).",
  });
}
