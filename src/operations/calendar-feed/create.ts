import { randomBytes } from "node:crypto";
import { AppError } from "../../domain/error.ts";
import type { Principal } from "../../domain/permission.ts";
import { findPerson } from "../../domain/roster.ts";
import { schedulesOf } from "../../domain/schedule/playbook-schedules.ts";
import { hashToken, mintToken } from "../../platform/secret-token.ts";
import { type CalendarOwner, insertCalendarFeed } from "../../store/calendar-feeds.ts";
import { recordDeed } from "../audit/record.ts";
import { authorise, authoriseForTeams } from "../authorise.ts";
import type { OperationContext } from "../context.ts";
import { type InForce, loadInForce } from "../roster/load.ts";
import { type NamedCalendarFeed, named } from "./list.ts";

export type CalendarWanted =
  | { readonly kind: "schedule"; readonly scheduleId: string }
  /** By name. */
  | { readonly kind: "person"; readonly person: string };

export interface CreatedCalendarFeed {
  readonly feed: NamedCalendarFeed;
  /** To be shown once: only its hash is kept. */
  readonly secret: string;
}

/**
 * Makes a calendar that can be read by whoever has its address. Everybody makes them of schedules and of
 * themselves, managers of anybody.
 * @throws AppError `not-found` without such a schedule or person, `forbidden` for somebody else.
 */
export async function createCalendarFeed(
  context: OperationContext,
  principal: Principal,
  wanted: CalendarWanted,
): Promise<CreatedCalendarFeed> {
  authorise(principal, "calendar-feed.write");
  const secret = mintToken("calendar", randomBytes);
  const now = context.clock.now();
  return context.database.transaction(async (tx) => {
    const inForce = await loadInForce(tx);
    const feed = {
      id: context.newId(),
      owner: ownerOf(principal, wanted, inForce),
      createdBy: principal.personId ?? null,
      createdAt: now,
      revokedAt: null,
      contentHash: "",
      revision: 0,
      changedAt: now,
    };
    await insertCalendarFeed(tx, { ...feed, tokenHash: hashToken(secret) });
    await recordDeed(context, tx, {
      principal,
      action: "calendar-feed.create",
      subject: `calendar feed ${feed.id}`,
      detail: { ...feed.owner },
    });
    return { feed: named(feed, inForce), secret };
  });
}

function ownerOf(
  principal: Principal,
  wanted: CalendarWanted,
  { playbook, roster }: InForce,
): CalendarOwner {
  if (wanted.kind === "schedule") {
    const ids = schedulesOf(playbook).map(({ id }) => id);
    if (ids.includes(wanted.scheduleId)) return wanted;
    const known = ids.length === 0 ? "there is none" : `there are ${ids.join(", ")}`;
    throw new AppError("not-found", `There is no schedule ${wanted.scheduleId}; ${known}.`);
  }
  const person = findPerson(roster, wanted.person);
  if (person === undefined || person.id !== principal.personId) {
    // Before the search is answered, so that names cannot be tried out.
    authoriseForTeams(principal, "oncall.override", person?.teams ?? principal.teams);
  }
  if (person === undefined) {
    throw new AppError("not-found", `There is no person ${wanted.person}.`);
  }
  return { kind: "person", personId: person.id };
}
