/** What an acknowledge link in a notification finds, and the port through which it acts. */

export interface LinkedIncident {
  readonly number: string;
  readonly title: string;
  readonly severity: string;
  readonly severityName: string;
  readonly openedAt: number;
  /** Titles of firing alerts, the newest first, at most ten. */
  readonly alertTitles: readonly string[];
}

/** For whom the link was made. */
export interface LinkReader {
  readonly name: string;
  /** The role the person was told as; empty when none. */
  readonly role: string;
  /** IANA zone in which to show times. */
  readonly timeZone: string;
}

/**
 * Where a link stands. `ready`: its button acknowledges. `done`: this request acknowledged. `used`: this
 * link has acknowledged before. `already-acknowledged`: somebody else was first. `ended`: resolved or
 * closed. `expired`: too old. `not-valid`: not made by this installation, or mangled on its way.
 */
export type AcknowledgeLinkState =
  | {
      readonly kind: "ready" | "done" | "used";
      readonly incident: LinkedIncident;
      readonly reader: LinkReader;
      /** The role that the same press accepts, e.g. "incident commander". */
      readonly acceptsRole?: string;
    }
  | {
      readonly kind: "already-acknowledged";
      readonly incident: LinkedIncident;
      readonly reader: LinkReader;
      readonly by: string;
      readonly at: number;
    }
  | {
      readonly kind: "ended";
      readonly incident: LinkedIncident;
      readonly reader: LinkReader;
      readonly at: number;
    }
  | { readonly kind: "expired" }
  | { readonly kind: "not-valid" };

export interface AcknowledgeLinks {
  /** Where the link stands; changes nothing, because mail scanners open every link. */
  look(token: string): Promise<AcknowledgeLinkState>;
  /** Acknowledges when the link is `ready`; the state tells what came of it. */
  acknowledgeByLink(token: string): Promise<AcknowledgeLinkState>;
}
