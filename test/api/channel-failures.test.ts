/**
 * Every channel × everything that goes wrong with one. Each row holds what the person on call would see:
 * the next channel at once, the reason in timeline and metrics, nothing twice without saying so, and
 * nobody believed but the vendor. What cannot happen to a channel is said in its row, and why.
 */

import { beforeEach, describe, expect, it } from "vitest";
import { describeEntry, through } from "../../src/domain/describe-entry.ts";
import { MS } from "../../src/domain/duration.ts";
import type { Incident } from "../../src/domain/incident.ts";
import type { FailureReason } from "../../src/domain/notification.ts";
import { incidentTimeline } from "../../src/operations/incident/timeline.ts";
import { pushoverRig, telegramRig } from "../support/app-rigs.ts";
import {
  type Arrived,
  type Bringer,
  type ChannelRig,
  RETRY_AFTER_SECONDS,
  type Trouble,
} from "../support/channel-rigs.ts";
import { workOff } from "../support/engine-fixture.ts";
import { mailRig, ntfyRig, webhookRig, webPushRig } from "../support/link-rigs.ts";
import { SETUP } from "../support/operation-context.ts";
import { gatewayRig, twilioRig } from "../support/phone-rigs.ts";

interface Row {
  readonly channel: string;
  readonly rig: () => Promise<ChannelRig>;
  /** How long it waits after the answer 429: what `Retry-After` says, or the usual where there is none. */
  readonly after429Ms: number;
  /** How the second copy of a message says that it may be one. */
  readonly repeats: RegExp;
  /** What a forger is answered: the same for a page that there is and for one that there is not. */
  readonly forgerGets: number;
  /** What somebody is answered who answers again; as the first time when left out. */
  readonly againGets?: number;
  /** Why the vendor is not waited for to say that a message it took was lost. */
  readonly tellsNoLoss?: string;
}

const ASKED_MS = RETRY_AFTER_SECONDS * MS.second;
const USUAL_MS = 5 * MS.second;
const NEXT_CHANNEL_MS = MS.minute;
const SAYS_SO = /You may have had this before/u;
/** Room and breath are for what is wrong, which both copies say. */
const SAYS_THE_SAME = /Checkout is/u;
/** The link works once: the page behind it says "before". */
const USED = 410;

const ROWS: readonly Row[] = [
  {
    channel: "SMS by Twilio",
    rig: () => twilioRig("sms"),
    after429Ms: ASKED_MS,
    repeats: SAYS_THE_SAME,
    forgerGets: 403,
  },
  {
    channel: "calls by Twilio",
    rig: () => twilioRig("voice"),
    after429Ms: ASKED_MS,
    repeats: SAYS_THE_SAME,
    forgerGets: 403,
  },
  {
    channel: "SMS by a gateway",
    rig: () => gatewayRig("sms"),
    after429Ms: ASKED_MS,
    repeats: SAYS_THE_SAME,
    forgerGets: 403,
  },
  {
    channel: "calls by a gateway",
    rig: () => gatewayRig("voice"),
    after429Ms: ASKED_MS,
    repeats: SAYS_THE_SAME,
    forgerGets: 403,
  },
  {
    channel: "Telegram",
    rig: telegramRig,
    after429Ms: ASKED_MS,
    repeats: SAYS_SO,
    forgerGets: 401,
    tellsNoLoss: "a bot is not told of what was read",
  },
  {
    channel: "Pushover",
    rig: pushoverRig,
    after429Ms: ASKED_MS,
    repeats: SAYS_SO,
    forgerGets: 200,
    tellsNoLoss: "it repeats by itself until it is acknowledged, and says nothing else",
  },
  {
    channel: "ntfy",
    rig: ntfyRig,
    after429Ms: ASKED_MS,
    repeats: SAYS_SO,
    forgerGets: 404,
    againGets: USED,
    tellsNoLoss: "a server does not know who listens to a topic",
  },
  {
    channel: "signed webhooks",
    rig: webhookRig,
    after429Ms: ASKED_MS,
    repeats: /"mayRepeat":true/u,
    forgerGets: 404,
    againGets: USED,
    tellsNoLoss: "what the endpoint does with it is the endpoint's",
  },
  {
    channel: "web push",
    rig: webPushRig,
    after429Ms: ASKED_MS,
    repeats: SAYS_SO,
    forgerGets: 404,
    againGets: USED,
    tellsNoLoss: "receipts are optional (RFC 8030, 5.1), and no browser's vendor gives them",
  },
  {
    channel: "e-mail",
    rig: mailRig,
    // SMTP cannot say how long (RFC 5321, 4.2.1).
    after429Ms: USUAL_MS,
    repeats: SAYS_SO,
    forgerGets: 404,
    againGets: USED,
    tellsNoLoss: "a bounce goes to the sender's mailbox, which Tocsin does not read",
  },
];

const TROUBLES: readonly (readonly [Trouble, FailureReason])[] = [
  ["silence", "timeout"],
  ["429", "rate-limited"],
  ["5xx", "provider-error"],
  ["answer lost", "unreachable"],
];

describe.each(ROWS)("$channel", (row) => {
  let rig: ChannelRig;

  beforeEach(async () => {
    rig = await row.rig();
    await rig.lab.reach("Ann", rig.kind, rig.address);
    await rig.lab.reach("Ann", "console", "");
  });

  async function paged(): Promise<Incident> {
    const incident = await rig.lab.page();
    await workOff(rig.lab.engine);
    return incident;
  }

  async function pass(ms: number): Promise<void> {
    await rig.lab.context.clock.advance(ms);
    await workOff(rig.lab.engine);
  }

  function only(): Arrived {
    const [one, ...more] = rig.arrived();
    if (one === undefined || more.length > 0) throw new Error(`${more.length} more have come`);
    return one;
  }

  const timeline = async (incident: Incident) =>
    (await incidentTimeline(rig.lab.context, SETUP, incident)).map(describeEntry);

  const acknowledgements = async (incident: Incident) =>
    (await timeline(incident)).filter((entry) => entry.startsWith("Ann acknowledged"));

  const counted = (outcome: string, reason: string, count: number) =>
    rig.lab.counts(
      `tocsin_notifications_total{channel="${rig.kind}",outcome="${outcome}",reason="${reason}"} ${count}`,
    );

  it.each(TROUBLES)(
    "in trouble (%s): the next channel at once, then itself again",
    async (trouble, reason) => {
      rig.meets(trouble);
      const incident = await paged();
      expect(rig.lab.printed).toHaveLength(1);
      const failed = `A page to Ann failed ${through(rig.kind)} (${reason}`;
      expect((await timeline(incident)).filter((entry) => entry.startsWith(failed))).toEqual([
        expect.stringMatching(/; it is tried again\.$/u),
      ]);
      expect(await counted("retry", reason, 1)).toBe(true);
      expect(rig.arrived()).toHaveLength(trouble === "answer lost" ? 1 : 0);

      const waits = trouble === "429" ? row.after429Ms : USUAL_MS;
      await pass(waits - 1);
      expect(rig.arrived()).toEqual([]);
      await pass(1);
      const again = only();
      if (trouble === "answer lost") expect(again.text).toMatch(row.repeats);
      expect(await counted("delivered", "", 1)).toBe(true);

      expect((await again.answer("vendor")).status).toBe(200);
      expect(await acknowledgements(incident)).toHaveLength(1);
      await pass(10 * MS.minute);
      expect(rig.arrived()).toEqual([]);
      expect(rig.lab.printed).toHaveLength(1);
    },
  );

  it("says that it may be a repetition only where it may be", async () => {
    rig.meets("5xx");
    await paged();
    await pass(USUAL_MS);
    expect(only().text).not.toMatch(SAYS_SO);
  });

  it("takes a message that never arrives: the next channel has its turn", async () => {
    const incident = await paged();
    const { report } = only();
    if (report === undefined) {
      expect(row.tellsNoLoss).toBeDefined();
      await pass(NEXT_CHANNEL_MS - 1);
      expect(rig.lab.printed).toEqual([]);
      await pass(1);
      expect(rig.lab.printed).toHaveLength(1);
      return;
    }
    expect(row.tellsNoLoss).toBeUndefined();
    for (const _twice of [1, 2]) expect((await report("vendor")).status).toBe(204);
    await pass(0);
    expect(rig.lab.printed).toHaveLength(1);
    const reason = rig.kind === "voice" ? "busy" : "undelivered";
    const failed = `A page to Ann failed ${through(rig.kind)} (${reason}`;
    expect((await timeline(incident)).filter((entry) => entry.startsWith(failed))).toHaveLength(1);
    expect(await counted("reported", reason, 1)).toBe(true);
  });

  it("brings an answer twice: it counts once", async () => {
    const incident = await paged();
    const message = only();
    const first = await message.answer("vendor");
    const before = await timeline(incident);
    const second = await message.answer("vendor");
    expect(second.status).toBe(row.againGets ?? first.status);
    expect(await acknowledgements(incident)).toHaveLength(1);
    expect(await timeline(incident)).toEqual(before);
  });

  it("brings no forged answer: it changes nothing and tells nothing", async () => {
    const incident = await paged();
    const { answer, report } = only();
    const before = await timeline(incident);
    for (const forged of [answer, report]) {
      if (forged === undefined) continue;
      const said = async (by: Bringer): Promise<string> => {
        const response = await forged(by);
        return `${response.status} ${await response.text()}`;
      };
      const toForger = await said("forger");
      expect(toForger.startsWith(`${row.forgerGets} `)).toBe(true);
      expect(await said("forger of nothing")).toBe(toForger);
    }
    await pass(0);
    expect(await timeline(incident)).toEqual(before);
    expect(rig.lab.printed).toEqual([]);
  });
});
