import { setImmediate as othersTurn } from "node:timers/promises";
import { AppError } from "../../domain/error.ts";
import { compileMatchers, type Matcher } from "../../domain/matcher.ts";
import type { Principal } from "../../domain/permission.ts";
import {
  type AlertListQuery,
  type AlertState,
  type ListedAlert,
  listAlerts,
} from "../../store/alert-list.ts";
import { listIntegrations } from "../../store/integrations.ts";
import { authorise } from "../authorise.ts";
import type { OperationContext } from "../context.ts";
import { openAlertsMatching } from "./open-alerts.ts";

export type { ListedAlert } from "../../store/alert-list.ts";

const LIMIT_MAX = 200;
/** Read at once. */
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
  const { state, matchers, integration, beforeId } = query;
  const limit = Math.min(query.limit, LIMIT_MAX);
  const wanted: Wanted = {
    state,
    ...(integration === undefined
      ? {}
      : { integrationId: await integrationIdOf(context, integration) }),
    ...(principal.teams.length === 0 ? {} : { teams: principal.teams }),
    ...(beforeId === undefined ? {} : { beforeId }),
  };
  const pieces = piecesOf(context, { wanted, matchers, first: limit + 1 });
  // Also of what was found in memory: it may say something else by now.
  const matches = compileMatchers(matchers);
  const found: ListedAlert[] = [];
  let lastId: string | undefined;
  let lookedAt = 0;
  for await (const piece of pieces) {
    for (const one of piece) {
      if (!matches(one.alert.labels)) continue;
      found.push(one);
      if (found.length > limit) {
        return { alerts: found.slice(0, limit), nextBefore: found[limit - 1]?.alert.id };
      }
    }
    lookedAt += piece.length;
    lastId = piece.at(-1)?.alert.id;
    if (lookedAt >= LOOKED_AT_MAX) return { alerts: found, nextBefore: lastId };
  }
  return { alerts: found, nextBefore: undefined };
}

type Wanted = Omit<AlertListQuery, "ids" | "limit">;
type Pieces = AsyncGenerator<readonly ListedAlert[]>;

interface Search {
  readonly wanted: Wanted;
  readonly matchers: readonly Matcher[];
  /** How many are needed first: mostly they are all. */
  readonly first: number;
}

/** Alerts among which those are that are wanted, the newest first. */
function piecesOf(context: OperationContext, search: Search): Pieces {
  const { wanted, matchers, first } = search;
  if (matchers.length === 0) return readPieces(context, wanted, first);
  if (wanted.state === "resolved") return readPieces(context, wanted, PIECE);
  return matchingPieces(context, search);
}

async function* readPieces({ database }: OperationContext, wanted: Wanted, limit: number): Pieces {
  for (let before: Partial<AlertListQuery> | undefined = {}; before !== undefined; ) {
    const piece: ListedAlert[] = await listAlerts(database.read, { ...wanted, ...before, limit });
    yield piece;
    const lastId: string | undefined = piece.at(-1)?.alert.id;
    before = piece.length < limit || lastId === undefined ? undefined : { beforeId: lastId };
    await othersTurn();
  }
}

/** Of those that fire, read none that the matchers do not hold for. */
async function* matchingPieces(
  { database }: OperationContext,
  { wanted, matchers, first }: Search,
): Pieces {
  const { state, integrationId, beforeId } = wanted;
  const matching = (await openAlertsMatching(database, matchers)).filter(
    (alert) =>
      (state !== "held" || alert.isHeld) &&
      (integrationId === undefined || alert.integrationId === integrationId) &&
      (beforeId === undefined || alert.id < beforeId),
  );
  for (let end = matching.length, size = first; end > 0; end -= size, size = PIECE) {
    const ids = matching.slice(Math.max(end - size, 0), end).map(({ id }) => id);
    yield await listAlerts(database.read, { ...wanted, ids, limit: size });
    await othersTurn();
  }
}

/** @throws AppError `not-found` */
async function integrationIdOf({ database }: OperationContext, wanted: string): Promise<string> {
  const integrations = await listIntegrations(database.read);
  const found = integrations.find(({ id, name }) => id === wanted || name === wanted);
  if (found === undefined) throw new AppError("not-found", `There is no integration ${wanted}.`);
  return found.id;
}
