import { expect, test } from "vitest";
import { linksOf } from "./addresses.ts";

const interfaces = {
  lo: [{ address: "127.0.0.1", family: "IPv4", internal: true }],
  eth0: [
    { address: "192.168.1.5", family: "IPv4", internal: false },
    { address: "fe80::1", family: "IPv6", internal: false },
  ],
  wlan0: [{ address: "10.0.0.7", family: "IPv4", internal: false }],
} as const;

test.each([
  ["http://127.0.0.1:4747/", ["http://127.0.0.1:4747/"]],
  ["http://[::1]:4747/", ["http://[::1]:4747/"]],
  ["http://0.0.0.0:4747/", ["http://192.168.1.5:4747/", "http://10.0.0.7:4747/"]],
  ["http://[::]:80/", ["http://192.168.1.5:80/", "http://10.0.0.7:80/"]],
])("%s is found by %j", (url, links) => {
  expect(linksOf(url, interfaces)).toEqual(links);
});

test("a machine without a network is found by itself", () => {
  expect(linksOf("http://0.0.0.0:4747/", { lo: interfaces.lo })).toEqual(["http://127.0.0.1:4747/"]);
});
