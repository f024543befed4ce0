import { isIP } from "node:net";

/** A block of addresses: `10.0.0.0/8`, `fd00::/8`. */
export interface Cidr {
  readonly address: string;
  readonly prefix: number;
  readonly family: "ipv4" | "ipv6";
}

/** Reads `ADDRESS/PREFIX`, or one address for itself; undefined for anything else. */
export function parseCidr(text: string): Cidr | undefined {
  const [address = "", prefixText, ...rest] = text.trim().split("/");
  const version = isIP(address);
  if (version === 0 || rest.length > 0 || address.includes("%")) return undefined;
  const prefixMax = version === 4 ? 32 : 128;
  if (prefixText !== undefined && !/^\d{1,3}$/u.test(prefixText)) return undefined;
  const prefix = prefixText === undefined ? prefixMax : Number(prefixText);
  if (prefix > prefixMax) return undefined;
  return { address, prefix, family: version === 4 ? "ipv4" : "ipv6" };
}
