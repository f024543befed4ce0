import { setImmediate as othersTurn } from "node:timers/promises";
import { AppError } from "../../domain/error.ts";
import { compileMatchers, type Matcher, matchesAbsence } from "../../domain/matcher.ts";
import type { Principal } from "../../domain/permission.ts";
import {
  type AlertListQuery,
  type AlertState,
  type ListedAlert,
  listAlerts,
} from "../../store/alert-list.ts";
import { labelText } from "../../store/firing-alerts.ts";
import { listIntegrations } from "../../store/integrations.ts";
import { authorise } from "../authorise.ts";
import type { OperationContext } from "../context.ts";

export type { ListedAlert } from "../../store/alert-list.ts";

const LIMIT_MAX = 200;
/** Read at once where matchers have to be asked of each. */
const PIECE = 1000;
/** After so many the page ends, with where to go on: nobody waits longer than some seconds. */
const LOOKED_AT_MAX = 200_000;

export interface AlertQuery {
  readonly state: AlertState;
  readonly matchers: readonly Matcher[];
  /** Name or id. */
  readonly integration?: string;
  readonly limit: number;
  /** Only those first heard of before this alert's id. */
  readonly beforeId?: string;
}

export interface AlertPage {
  readonly alerts: readonly ListedAlert[];
  /** Where the next page begins; undefined when there is none. */
  readonly nextBefore: string | undefined;
}

/** Alerts the principal may see, the newest first. */
export async function listVisibleAlerts(
  context: OperationContext,
  principal: Principal,
  query: AlertQuery,
): Promise<AlertPage> {
  authorise(principal, "alert.read");
  const { state, matchers, integration } = query;
  const limit = Math.min(query.limit, LIMIT_MAX);
  const wanted = {
    state,
    ...(integration === undefined
      ? {}
      : { integrationId: await integrationIdOf(context, integration) }),
    ...(principal.teams.length === 0 ? {} : { teams: principal.teams }),
    containing: textsOf(matchers),
    limit: matchers.length === 0 ? limit + 1 : PIECE,
  };
  const matches = compileMatchers(matchers);
  const found: ListedAlert[] = [];
  let beforeId = query.beforeId;
  for (let lookedAt = 0; lookedAt < LOOKED_AT_MAX; ) {
    const piece = await readPiece(context, wanted, beforeId);
    for (const one of piece) {
      if (!matches(one.alert.labels)) continue;
      found.push(one);
      if (found.length > limit) {
        return { alerts: found.slice(0, limit), nextBefore: found[limit - 1]?.alert.id };
      }
    }
    lookedAt += piece.length;
    beforeId = piece.at(-1)?.alert.id;
    if (piece.length < wanted.limit) return { alerts: found, nextBefore: undefined };
    await othersTurn();
  }
  return { alerts: found, nextBefore: beforeId };
}

function readPiece(
  { database }: OperationContext,
  wanted: AlertListQuery,
  beforeId: string | undefined,
): Promise<readonly ListedAlert[]> {
  return listAlerts(database.read, {
    ...wanted,
    ...(beforeId === undefined ? {} : { beforeId }),
  });
}

/** @throws AppError `not-found` */
async function integrationIdOf({ database }: OperationContext, wanted: string): Promise<string> {
  const integrations = await listIntegrations(database.read);
  const found = integrations.find(({ id, name }) => id === wanted || name === wanted);
  if (found === undefined) throw new AppError("not-found", `There is no integration ${wanted}.`);
  return found.id;
}

/** `a|b`: a pattern that only lists values. */
const LISTED = /^[\w:/-]+(?:\|[\w:/-]+)*$/u;

/** The database passes over what cannot match, so that it need not be read. */
function textsOf(matchers: readonly Matcher[]): readonly (readonly string[])[] {
  return matchers.flatMap((matcher) => {
    const { name, operator, value } = matcher;
    if (operator === "=" && value !== "") return [[labelText(name, value)]];
    if (operator === "=~" && LISTED.test(value)) {
      return [value.split("|").map((one) => labelText(name, one))];
    }
    // Whatever it asks of the value, the label has to be there.
    return matchesAbsence(matcher) ? [] : [[`${JSON.stringify(name)}:"`]];
  });
}
