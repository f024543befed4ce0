import { AppError } from "../../domain/error.ts";
import { formatMatchers, type Matcher } from "../../domain/matcher.ts";
import {
  canUpdateSilence,
  findSilenceProblem,
  SILENCES_MAX,
  type Silence,
  silenceState,
} from "../../domain/silence.ts";
import type { Tx } from "../../store/database.ts";
import {
  insertSilence,
  listSilences,
  loadSilence,
  reviewHeldAlerts,
  saveSilence,
} from "../../store/silences.ts";
import type { OperationContext } from "../context.ts";
import { auditSilence, type SilenceMaker } from "./maker.ts";

export interface WantedSilence {
  /** One that is to be changed; when that cannot be, it ends and another begins. */
  readonly id?: string;
  readonly matchers: readonly Matcher[];
  /** What has passed begins now. */
  readonly startsAt: number;
  readonly endsAt: number;
  readonly author: string;
  readonly comment: string;
}

/**
 * Makes a silence, or changes one, as Alertmanager does. Alerts that have an incident already are not
 * touched.
 * @throws AppError `invalid-input` for a silence there cannot be, `not-found` when there is none with
 *   that id for its maker, `conflict` when there are too many
 */
export async function putSilence(
  context: OperationContext,
  maker: SilenceMaker,
  wanted: WantedSilence,
): Promise<Silence> {
  const problem = findSilenceProblem(wanted, context.clock.now());
  if (problem !== undefined) throw new AppError("invalid-input", problem);
  return context.database.transaction(async (tx) => {
    const now = context.clock.now();
    const previous = wanted.id === undefined ? undefined : await known(tx, maker, wanted.id);
    if (previous !== undefined && canUpdateSilence(previous, wanted, now)) {
      return update(context, tx, { maker, previous, wanted });
    }
    if (previous !== undefined) await endSilence(context, tx, { maker, silence: previous });
    return create(context, tx, { maker, wanted });
  });
}

async function known(tx: Tx, maker: SilenceMaker, id: string): Promise<Silence> {
  const silence = await loadSilence(tx, id);
  if (silence === undefined || !maker.mayChange(silence)) throw noSilence(id);
  return silence;
}

async function update(
  context: OperationContext,
  tx: Tx,
  { maker, previous, wanted }: { maker: SilenceMaker; previous: Silence; wanted: WantedSilence },
): Promise<Silence> {
  const now = context.clock.now();
  const { startsAt, endsAt, author, comment } = wanted;
  const silence = { ...previous, startsAt, endsAt, author, comment, updatedAt: now };
  await saveSilence(tx, silence);
  await reviewHeldAlerts(tx, now);
  await auditSilence(context, tx, {
    maker,
    action: "silence.update",
    silence,
    detail: told(silence),
  });
  await context.database.hint(tx);
  return silence;
}

async function create(
  context: OperationContext,
  tx: Tx,
  { maker, wanted }: { readonly maker: SilenceMaker; readonly wanted: WantedSilence },
): Promise<Silence> {
  const now = context.clock.now();
  const others = await listSilences(tx, { endingAfter: now, limit: SILENCES_MAX });
  if (others.length >= SILENCES_MAX) {
    const message = `There are ${SILENCES_MAX} silences already: expire some first.`;
    throw new AppError("conflict", message);
  }
  const { matchers, endsAt, author, comment } = wanted;
  const silence: Silence = {
    id: context.newId(),
    matchers,
    startsAt: Math.max(wanted.startsAt, now),
    endsAt,
    author,
    comment,
    ...maker.scope,
    createdAt: now,
    updatedAt: now,
  };
  await insertSilence(tx, silence);
  await auditSilence(context, tx, {
    maker,
    action: "silence.create",
    silence,
    detail: told(silence),
  });
  return silence;
}

/** Ends one that has not ended. */
export async function endSilence(
  context: OperationContext,
  tx: Tx,
  { maker, silence }: { readonly maker: SilenceMaker; readonly silence: Silence },
): Promise<void> {
  const now = context.clock.now();
  const state = silenceState(silence, now);
  if (state === "expired") return;
  const startsAt = state === "pending" ? now : silence.startsAt;
  await saveSilence(tx, { ...silence, startsAt, endsAt: now, updatedAt: now });
  // Behind the silence, whose version locks out those who would hold an alert by it.
  await reviewHeldAlerts(tx, now);
  await auditSilence(context, tx, {
    maker,
    action: "silence.expire",
    silence,
    detail: { matchers: formatMatchers(silence.matchers) },
  });
  await context.database.hint(tx);
}

export function noSilence(id: string): AppError {
  return new AppError("not-found", `There is no silence ${id}.`);
}

function told({ matchers, startsAt, endsAt, author, comment, team }: Silence) {
  const instants = { startsAt: isoOf(startsAt), endsAt: isoOf(endsAt) };
  return { matchers: formatMatchers(matchers), ...instants, author, comment, team };
}

function isoOf(at: number): string {
  return new Date(at).toISOString();
}
