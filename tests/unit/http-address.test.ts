import { expect, test } from "vitest";
import { clientAddress } from "@/server/http/address";

test.each([
  ["no proxy: what the client says is not believed", "203.0.113.9", "10.0.0.1, 10.0.0.2", 0, "203.0.113.9"],
  ["one proxy: what it saw", "127.0.0.1", "203.0.113.9", 1, "203.0.113.9"],
  ["one proxy, and a client that lies about itself", "127.0.0.1", "10.0.0.1, 203.0.113.9", 1, "203.0.113.9"],
  ["two proxies", "127.0.0.1", "10.0.0.1, 203.0.113.9, 192.0.2.2", 2, "203.0.113.9"],
  ["fewer hops than proxies", "127.0.0.1", "203.0.113.9", 3, "203.0.113.9"],
  ["a proxy that says nothing", "192.0.2.2", undefined, 1, "192.0.2.2"],
  ["a proxy that says nonsense", "192.0.2.2", "'; drop table", 1, "192.0.2.2"],
  ["IPv4 in IPv6's clothes", "::ffff:203.0.113.9", undefined, 0, "203.0.113.9"],
  ["IPv6 counts by its network", "2001:db8:12:34:aaaa::1", undefined, 0, "2001:db8:12:34"],
  ["IPv6 with a gap", "2001:db8::1", undefined, 0, "2001:db8:0:0"],
  ["loopback", "::1", undefined, 0, "0:0:0:0"],
] as const)("%s", (_, socket, forwarded, proxies, address) => {
  expect(clientAddress(socket, forwarded, proxies)).toBe(address);
});
