import { setImmediate as othersTurn } from "node:timers/promises";
import { AppError } from "../../domain/error.ts";
import { compileMatchers, type Matcher, matchesAbsence } from "../../domain/matcher.ts";
import type { Principal } from "../../domain/permission.ts";
import {
  type AlertListQuery,
  type AlertState,
  isWholeValue,
  type ListedAlert,
  labelValues,
  listAlerts,
  type Narrowing,
} from "../../store/alert-list.ts";
import { labelText } from "../../store/firing-alerts.ts";
import { listIntegrations } from "../../store/integrations.ts";
import { authorise } from "../authorise.ts";
import type { OperationContext } from "../context.ts";

export type { ListedAlert } from "../../store/alert-list.ts";

const LIMIT_MAX = 200;
/** Read at once where matchers have to be asked of each. */
const PIECE = 1000;
/** Most pages are full by then; what few match is looked for by the values of its label. */
const NARROWED_AFTER = 5 * PIECE;
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
  let wanted: AlertListQuery = {
    state,
    ...(integration === undefined
      ? {}
      : { integrationId: await integrationIdOf(context, integration) }),
    ...(principal.teams.length === 0 ? {} : { teams: principal.teams }),
    narrowing: narrowedByTexts(matchers),
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
    if (wanted.narrowing.length === 0 && lookedAt === NARROWED_AFTER) {
      wanted = { ...wanted, narrowing: await narrowedByValues(context, query) };
    }
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
/** A label with more values than that is asked alert by alert. */
const VALUES_MAX = 20_000;

/** The database passes over what cannot match, so that it need not be read. */
function narrowedByTexts(matchers: readonly Matcher[]): readonly Narrowing[] {
  return matchers.flatMap(({ name, operator, value }): Narrowing[] => {
    if (operator === "=" && value !== "") {
      return [{ kind: "containing", texts: [labelText(name, value)] }];
    }
    if (operator !== "=~" || !LISTED.test(value)) return [];
    return [{ kind: "containing", texts: value.split("|").map((one) => labelText(name, one)) }];
  });
}

/** By a pattern: its label has fewer values than there are alerts. */
async function narrowedByValues(
  { database }: OperationContext,
  { state, matchers }: AlertQuery,
): Promise<readonly Narrowing[]> {
  const matcher = matchers.find((one) => !matchesAbsence(one));
  if (matcher === undefined) return [];
  const query = { state, label: matcher.name, max: VALUES_MAX };
  const found = await labelValues(database.read, query);
  return found === undefined ? [] : [matchingValues(matcher, found)];
}

function matchingValues(matcher: Matcher, found: readonly string[]): Narrowing {
  const matches = compileMatchers([matcher]);
  const { name: label } = matcher;
  const values = found.filter((value) => !isWholeValue(value) || matches({ [label]: value }));
  return { kind: "value", label, values };
}
