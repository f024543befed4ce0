import type { LinkState } from "../operations/incident/acknowledge-by-link.ts";

/** Acts on the token of an acknowledge link, once its signature has been found to be ours. */
export interface AcknowledgeLinks {
  /** Where the link stands; changes nothing, because mail scanners open every link. */
  look(token: string): Promise<LinkState>;
  /** Acknowledges when the link is `ready`; the state tells what came of it. */
  acknowledge(token: string): Promise<LinkState>;
}
