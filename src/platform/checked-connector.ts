import type { LookupAddress } from "node:dns";
import { isIP, type LookupFunction } from "node:net";
import { buildConnector } from "undici";
import type { AddressPolicy } from "./address-policy.ts";

/** All addresses of a host name. */
export type LookUp = (hostname: string) => Promise<LookupAddress[]>;

/** The address, or every address of the name, is one that may not be connected to. */
export class BlockedAddressError extends Error {}

const CONNECT_MS = 5000;

/** Connects only where the policy allows. A name may keep those of its addresses that are allowed. */
export function checkedConnector(
  policy: AddressPolicy,
  lookUp: LookUp,
  ca: string | undefined,
): buildConnector.connector {
  const lookup: LookupFunction = (hostname, options, callback) => {
    lookUp(hostname).then(
      (found) => {
        const allowed = found.filter(({ address }) => policy.isAllowed(address));
        const [first] = allowed;
        if (first === undefined) callback(new BlockedAddressError(), "", 0);
        else if (options.all === true) callback(null, allowed);
        else callback(null, first.address, first.family);
      },
      (error: NodeJS.ErrnoException) => callback(error, "", 0),
    );
  };
  // HTTP/2 would let one stalled connection hold back every page to that provider.
  const connect = buildConnector({
    allowH2: false,
    timeout: CONNECT_MS,
    lookup,
    ...(ca === undefined ? {} : { ca }),
  });
  return (target, callback) => {
    // Sockets do not look up what is already an address, so those are checked here.
    const host = target.hostname.replace(/^\[|\]$/gu, "");
    if (isIP(host) !== 0 && !policy.isAllowed(host)) callback(new BlockedAddressError(), null);
    else connect(target, callback);
  };
}
