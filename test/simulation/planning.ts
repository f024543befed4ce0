/** What people do to plans while others are being paged: schedules, shifts, rules, the playbook itself. */

import { MS } from "../../src/domain/duration.ts";
import type { Principal } from "../../src/domain/permission.ts";
import { renewHolds } from "../../src/operations/alert/renew-holds.ts";
import type { OperationContext } from "../../src/operations/context.ts";
import { addOverride } from "../../src/operations/override/add.ts";
import { removeOverride } from "../../src/operations/override/remove.ts";
import { takeShift } from "../../src/operations/override/take.ts";
import { setNotificationRules } from "../../src/operations/person/set-rules.ts";
import { offerSwap } from "../../src/operations/swap/offer.ts";
import { takeSwap } from "../../src/operations/swap/take.ts";
import { listOverrides } from "../../src/store/overrides.ts";
import { activateStoredPlaybook, savePlaybook } from "../../src/store/playbooks.ts";
import type { Chance } from "../support/chance.ts";
import { VERSIONS } from "./policies.ts";
import type { Sight } from "./sights.ts";

export interface Planner {
  readonly context: OperationContext;
  readonly admin: Principal;
  /** Of one of the people. */
  readonly person: Principal;
  readonly names: readonly string[];
  readonly channels: readonly ("email" | "ntfy" | "webhook" | "pushover" | "sms")[];
  readonly chance: Chance;
}

type Planning = (planner: Planner) => Promise<Sight>;

/** Of the columns and of `night`; some are only there in one of the versions. */
const SCHEDULE_IDS = ["on-call.primary", "on-call.secondary", "on-call.escalation", "night"];

const override: Planning = async ({ context, admin, names, chance }) => {
  const startsAt = context.clock.now() + chance.below(2) * chance.below(20 * MS.minute);
  await addOverride(context, admin, {
    scheduleId: chance.pick(SCHEDULE_IDS),
    kind: chance.pick(["replace", "add", "remove"]),
    person: chance.pick(names),
    startsAt,
    endsAt: startsAt + chance.below(MS.hour) + 1,
  });
  return "a schedule was changed";
};

const takeBack: Planning = async ({ context, admin, chance }) => {
  const endingAfter = context.clock.now();
  const current = await listOverrides(context.database.read, { endingAfter });
  await removeOverride(context, admin, { id: chance.pick(current).id });
  return "an override was taken back";
};

const take: Planning = async ({ context, person, chance }) => {
  const endsAt = context.clock.now() + chance.below(MS.hour) + 1;
  await takeShift(context, person, { scheduleId: chance.pick(SCHEDULE_IDS), endsAt });
  return "a shift was taken";
};

const swap: Planning = async ({ context, person, names, chance }) => {
  const { id } = await offerSwap(context, person, { scheduleId: chance.pick(SCHEDULE_IDS) });
  const taker = chance.pick(names);
  const personId = `person-${taker.toLowerCase()}`;
  await takeSwap(context, { name: taker, role: "responder", teams: [], personId }, { id });
  return "a swap was taken";
};

const rules: Planning = async ({ context, person, channels, chance }) => {
  const rule = () => ({ via: chance.pick(channels), afterMs: chance.below(3) * MS.minute });
  const important = Array.from({ length: chance.below(3) }, rule);
  const { personId = "" } = person;
  await setNotificationRules(context, person, { personId, rules: { important } });
  return "rules of notification were changed";
};

const edit: Planning = async ({ context, chance }) => {
  const playbook = chance.pick(VERSIONS);
  await context.database.transaction(async (tx) => {
    const savedAt = context.clock.now();
    const { hash, title } = playbook;
    await savePlaybook(tx, { hash, title, compiled: playbook, sources: { files: [] }, savedAt });
    await activateStoredPlaybook(tx, hash, savedAt);
    await renewHolds(context, tx, playbook);
  });
  return "another version of the playbook came into force";
};

/** Each as likely as the others. */
export const PLANNING: readonly Planning[] = [override, takeBack, take, swap, rules, edit];
