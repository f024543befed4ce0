/** Who is at the other end, when proxies stand between. */

import { isIP } from "node:net";

export interface Hop {
  /** The address of the connection itself. */
  readonly socketAddress: string;
  /** `X-Forwarded-For` as received: each proxy adds on the right the address it saw. */
  readonly forwardedFor: string | undefined;
}

/**
 * The client's address. Only the last `trustedHops` proxies are believed, counted from the right: what
 * stands further left was written by whoever sent the request. A value that is no address is not believed.
 */
export function clientAddress(hop: Hop, trustedHops: number): string {
  const socketAddress = plainAddress(hop.socketAddress) ?? "unknown";
  if (trustedHops === 0 || hop.forwardedFor === undefined) return socketAddress;
  const seen = hop.forwardedFor.split(",");
  const claimed = seen[Math.max(0, seen.length - trustedHops)];
  return plainAddress(claimed ?? "") ?? socketAddress;
}

/** True when the request comes from this machine and nothing says that a proxy passed it on. */
export function isLoopback(hop: Hop, trustedHops: number): boolean {
  // An undeclared proxy on this machine would make the whole world look local.
  if (trustedHops === 0 && hop.forwardedFor !== undefined) return false;
  const address = clientAddress(hop, trustedHops);
  return address === "::1" || address.startsWith("127.");
}

/** What failed attempts are counted by: an IPv6 client has its whole /64 to choose from. */
export function attemptKey(address: string): string {
  if (isIP(address) !== 6) return address;
  const [head = "", tail] = address.split("::");
  const first = head === "" ? [] : head.split(":");
  const last = tail === undefined || tail === "" ? [] : tail.split(":");
  const zeros = tail === undefined ? 0 : 8 - first.length - last.length;
  const groups = [...first, ...Array.from({ length: zeros }, () => "0"), ...last];
  return `${groups.slice(0, 4).join(":")}::/64`;
}

/** An address without port, brackets, zone and IPv4-in-IPv6 dress; undefined when it is none. */
function plainAddress(text: string): string | undefined {
  let address = text.trim().toLowerCase();
  const bracketed = /^\[([^\]]*)\](?::\d+)?$/.exec(address);
  if (bracketed?.[1] !== undefined) address = bracketed[1];
  else if (/^[\d.]+:\d+$/.test(address)) address = address.slice(0, address.indexOf(":"));
  address = address.split("%")[0] ?? "";
  if (address.startsWith("::ffff:") && address.includes(".")) address = address.slice(7);
  return isIP(address) === 0 ? undefined : address;
}
