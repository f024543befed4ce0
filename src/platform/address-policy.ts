/**
 * Where outbound requests may go: public addresses, and what the operator lists. Everything that leads
 * back into the house (loopback, private networks, link-local, the clouds' metadata services) is refused,
 * because an address may come from a person's contact methods or from a DNS server that is not ours.
 */

import { BlockList, isIP } from "node:net";
import { type Cidr, parseCidr } from "./cidr.ts";

export interface AddressPolicy {
  /** Whether an IP address may be connected to; anything that is no IP address may not. */
  isAllowed(address: string): boolean;
}

/** IANA's special-purpose registries (RFC 6890), multicast and reserved space, and one public outlier. */
const REFUSED = [
  "0.0.0.0/8", // "This network": 0.0.0.0 reaches this machine
  "10.0.0.0/8",
  "100.64.0.0/10", // carrier-grade NAT; Alibaba's metadata service is 100.100.100.200
  "127.0.0.0/8",
  "168.63.129.16/32", // Azure's host: public by its number, inside by its place
  "169.254.0.0/16", // link-local, with most clouds' metadata services
  "172.16.0.0/12",
  "192.0.0.0/24", // with Oracle's metadata service
  "192.0.2.0/24",
  "192.88.99.0/24",
  "192.168.0.0/16",
  "198.18.0.0/15",
  "198.51.100.0/24",
  "203.0.113.0/24",
  "224.0.0.0/4",
  "240.0.0.0/4", // with broadcast
  "::/96", // unspecified, loopback, and IPv4 addresses in the oldest dress
  "64:ff9b:1::/48",
  "100::/64",
  "2001::/23", // Teredo among them: an IPv4 address in disguise
  "2001:db8::/32",
  "2002::/16", // 6to4: an IPv4 address in disguise
  "3fff::/20",
  "5f00::/16",
  "fc00::/7", // unique local, with Amazon's metadata service
  "fe80::/10",
  "fec0::/10",
  "ff00::/8",
];

/** @param allowed blocks that may be reached although they are refused by default */
export function createAddressPolicy(allowed: readonly Cidr[] = []): AddressPolicy {
  const refusedList = blockListOf(REFUSED.map(parseCidr).filter((cidr) => cidr !== undefined));
  const allowedList = blockListOf(allowed);
  return {
    isAllowed: (address) => {
      const real = realAddress(address);
      if (real === undefined) return false;
      const family = isIP(real) === 4 ? "ipv4" : "ipv6";
      return allowedList.check(real, family) || !refusedList.check(real, family);
    },
  };
}

function blockListOf(cidrs: readonly Cidr[]): BlockList {
  const list = new BlockList();
  for (const { address, prefix, family } of cidrs) list.addSubnet(address, prefix, family);
  return list;
}

/**
 * The address that is really reached: IPv4 within IPv6, mapped (`::ffff:0:0/96`) or translated by NAT64
 * (`64:ff9b::/96`, which is how an IPv6-only network names every IPv4 host), is that IPv4 address.
 */
function realAddress(address: string): string | undefined {
  const version = isIP(address);
  if (version !== 6) return version === 4 ? address : undefined;
  if (address.includes("%")) return undefined; // A zone means link-local.
  const groups = ipv6Groups(address);
  const prefix = groups.slice(0, 6).join(":");
  if (prefix !== "0:0:0:0:0:ffff" && prefix !== "64:ff9b:0:0:0:0") return address;
  const [high = "0", low = "0"] = groups.slice(6);
  const [a, b] = [Number.parseInt(high, 16), Number.parseInt(low, 16)];
  return [a >> 8, a & 0xff, b >> 8, b & 0xff].join(".");
}

/** The eight groups of an IPv6 address, each in its shortest hexadecimal form. */
function ipv6Groups(address: string): string[] {
  // The URL parser brings every spelling, dotted IPv4 included, into one.
  const canonical = new URL(`http://[${address}]`).hostname.slice(1, -1);
  const [head = "", tail] = canonical.split("::");
  const first = head === "" ? [] : head.split(":");
  const last = tail === undefined || tail === "" ? [] : tail.split(":");
  const zeros = Array.from({ length: 8 - first.length - last.length }, () => "0");
  return [...first, ...zeros, ...last];
}
