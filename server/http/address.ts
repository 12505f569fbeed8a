import { isIP } from "node:net";

/** Carries the client's address from the gate to the app; the gate overwrites whatever a client sends under it. */
export const addressHeader = "x-hlidka-address";

/**
 * The network address of a client, by which guesses are counted: the socket's, or what the outermost of our own proxies
 * saw when that many stand before us. What a client writes into X-Forwarded-For himself stands further left and is not
 * believed. Of IPv6 the first 64 bits count, which is what one subscriber has.
 */
export function clientAddress(socket: string, forwarded: string | undefined, proxies: number): string {
  const chain = [...(forwarded ?? "").split(",").map((part) => part.trim()), socket].filter(Boolean);
  const seen = plain(chain[Math.max(0, chain.length - 1 - proxies)] ?? "");
  const address = isIP(seen) ? seen : plain(socket);
  return isIP(address) === 6 ? network(address) : address;
}

/** An IPv4 address written as IPv6 (::ffff:1.2.3.4) counts as the IPv4 address. */
const plain = (address: string) => address.replace(/^::ffff:(?=\d+\.)/i, "").replace(/%.*$/, "");

function network(address: string) {
  const [head = "", tail] = address.toLowerCase().split("::");
  const groups = (part: string) => (part ? part.split(":").flatMap((g) => (g.includes(".") ? ["0", "0"] : [g])) : []);
  const [left, right] = [groups(head), groups(tail ?? "")];
  const zeros = tail === undefined ? [] : Array<string>(Math.max(0, 8 - left.length - right.length)).fill("0");
  return [...left, ...zeros, ...right]
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(":");
}
