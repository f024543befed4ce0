/** What keeps alerts from paging for a while: silences and maintenance, made and ended by hand. */

import { MS } from "../../src/domain/duration.ts";
import type { Matcher } from "../../src/domain/matcher.ts";
import type { Principal } from "../../src/domain/permission.ts";
import type { OperationContext } from "../../src/operations/context.ts";
import { createMaintenance } from "../../src/operations/maintenance/create.ts";
import { endMaintenance } from "../../src/operations/maintenance/end.ts";
import { listMaintenance } from "../../src/operations/maintenance/list.ts";
import { createSilence } from "../../src/operations/silence/create.ts";
import { expireSilence } from "../../src/operations/silence/expire.ts";
import { listSilences } from "../../src/operations/silence/list.ts";
import { makerFor } from "../../src/operations/silence/maker.ts";
import type { Chance } from "../support/chance.ts";

/** By the label `area`: what may hold an alert. */
export const AREAS = ["silenced", "maintained", "weekly", "delayed", "target", "source"] as const;
/** How many alerts there are of each area. */
export const OF_EACH_AREA = 2;
export type Area = (typeof AREAS)[number];

/** Of alerts of an area. */
export function inArea(area: Area): readonly Matcher[] {
  return [{ name: "area", operator: "=", value: area }];
}

export interface Holder {
  readonly context: OperationContext;
  readonly admin: Principal;
  readonly chance: Chance;
}

type Holding = (holder: Holder) => Promise<void>;

/** Now or soon, for some minutes. */
function times({ context, chance }: Holder): { startsAt: number; endsAt: number } {
  const startsAt = context.clock.now() + chance.below(2) * chance.below(5 * MS.minute);
  return { startsAt, endsAt: startsAt + chance.below(20 * MS.minute) + 1 };
}

const silence: Holding = async (holder) => {
  const matchers = inArea("silenced");
  const wanted = { matchers, comment: "busy", ...times(holder) };
  await createSilence(holder.context, holder.admin, wanted);
};

const expire: Holding = async ({ context, admin, chance }) => {
  const { id } = chance.pick(await listSilences(context, admin));
  await expireSilence(context, makerFor(admin), { id });
};

const maintain: Holding = async (holder) => {
  const matchers = inArea("maintained");
  const wanted = { matchers, comment: "busy", ...times(holder) };
  await createMaintenance(holder.context, holder.admin, wanted);
};

const end: Holding = async ({ context, admin, chance }) => {
  const { windows } = await listMaintenance(context, admin, { withEnded: false });
  await endMaintenance(context, admin, chance.pick(windows));
};

/** Each as likely as the others: more begin than are ended by hand. */
export const HOLDING: readonly Holding[] = [silence, silence, maintain, maintain, expire, end];
