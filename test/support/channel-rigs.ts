/**
 * Every channel that reaches people, with a fake of its vendor, in one form: what the vendor does with the
 * next message, what has arrived, and how whoever got it answers. All but the vendors is real.
 */

import type { ContactMethodKind } from "../../src/domain/playbook.ts";
import { signLink, verifyLink } from "../../src/platform/signed-link.ts";
import { LINK_KEY } from "./http-fixture.ts";
import { START } from "./incident-fixtures.ts";
import type { VendorLab } from "./vendor-lab.ts";
import type { Misbehaviour } from "./vendor-server.ts";

/** What the vendor does with the next message. */
export type Trouble = "silence" | "429" | "5xx" | "answer lost";

/** Whoever brings an answer: the vendor, or somebody who only says so, of a page there is or is not. */
export type Bringer = "vendor" | "forger" | "forger of nothing";

export interface Arrived {
  /** All that the person reads or hears. */
  readonly text: string;
  /** Whoever got it acknowledges. */
  answer(by: Bringer): Promise<Response>;
  /** The vendor says that it did not arrive after all; absent where none ever does. */
  report?(by: Bringer): Promise<Response>;
}

export interface ChannelRig {
  readonly lab: VendorLab;
  readonly kind: ContactMethodKind;
  readonly address: string;
  meets(trouble: Trouble): void;
  /** What has come since the last time. What comes and is not asked for fails the test. */
  arrived(): readonly Arrived[];
}

export const RETRY_AFTER_SECONDS = 40;
/** An id that there is not. */
export const NOTHING = "01932c5e-7d4a-7000-8000-000000000001";
const OTHER_KEY = new Uint8Array(32).fill(8);

/** What vendors that speak HTTP do in trouble. */
export function misbehaviour(trouble: Trouble): Misbehaviour {
  switch (trouble) {
    case "silence":
      return { kind: "hangs" };
    case "answer lost":
      return { kind: "accepts-and-loses" };
    case "429": {
      const headers = { "retry-after": String(RETRY_AFTER_SECONDS) };
      return { kind: "answers", answer: { status: 429, body: {}, headers } };
    }
    case "5xx":
      return { kind: "answers", answer: { status: 503, body: {} } };
  }
}

/** The token of a link of ours, or what somebody makes of it who has not our key. */
export function tokenBy(by: Bringer, token: string): string {
  if (by === "vendor") return token;
  const link = verifyLink(token, LINK_KEY, START);
  if (link.kind !== "valid") throw new Error("the link is none of ours");
  const { id, expiresAt } = link;
  return signLink({ id: by === "forger" ? id : NOTHING, expiresAt }, OTHER_KEY);
}

/** Whoever reads it presses the button of the page behind its link. */
export function byLink(lab: VendorLab, text: string): Arrived {
  const token = /\/a\/([\w.-]+)/u.exec(text)?.[1];
  if (token === undefined) throw new Error(`no link to answer in ${text}`);
  return { text, answer: (by) => lab.send("POST", `/a/${tokenBy(by, token)}`) };
}
