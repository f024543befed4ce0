import type { AddContactMethodInput } from "../../src/contract/person.ts";
import type { Inbox } from "./inbox.ts";

/** A fake of a vendor that a development server sends to, once it runs. */
export interface RunningVendor {
  /** Settings of Tocsin that lead to it. */
  readonly env: Readonly<Record<string, string>>;
  /** How a person is reached over it; the same at each start. */
  contact(person: string): AddContactMethodInput;
  close(): Promise<void> | void;
}

/**
 * Starts a fake that puts into the inbox what it is sent.
 * @param port the same at each start, because it is part of addresses; 0 for any
 */
export type StartVendor = (inbox: Inbox, port: number) => Promise<RunningVendor>;

/** A name as a part of an address: "Dr. Ada Lovelace" is `dr-ada-lovelace`. */
export function addressPart(name: string): string {
  const part = name
    .toLowerCase()
    .replace(/[^a-z0-9]+/gu, "-")
    .replace(/^-|-$/gu, "");
  return part.slice(0, 40) || "somebody";
}
