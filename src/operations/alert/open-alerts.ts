/**
 * The alerts that fire, in memory, so that a hundred thousand of them are held against matchers in some
 * milliseconds. Read when somebody first asks; from then on each question asks the database for the versions
 * of the integrations' alerts and reads what has changed since the last one, whoever changed it. See
 * docs/decisions/open-alerts.md.
 */

import { setImmediate as othersTurn } from "node:timers/promises";
import { compileMatchers, type Matcher } from "../../domain/matcher.ts";
import {
  type AlertVersion,
  alertsChangedBetween,
  listAlertVersions,
} from "../../store/alert-versions.ts";
import type { Database, Tx } from "../../store/database.ts";
import { closedAmong } from "../../store/incidents.ts";
import { type AlertSketch, listSketches, loadSketches } from "../../store/open-alerts.ts";
import { LabelPairs, type Pairs } from "./label-pairs.ts";

/** An alert that fires. */
export type OpenAlert = Omit<AlertSketch, "labels">;

/** Read at once; others have a turn in between. */
const PIECE = 1000;
/** Some 100 MB. Where more fire, all of them are read for each question. */
const ALERTS_MAX = 200_000;
const CHARACTERS_MAX = 64_000_000;

const known = new WeakMap<Database, OpenAlerts>();

/** The alerts that fire and that matchers hold for, in the order of their ids: the newest comes last. */
export function openAlertsMatching(
  database: Database,
  matchers: readonly Matcher[],
): Promise<readonly OpenAlert[]> {
  const open = known.get(database) ?? new OpenAlerts();
  known.set(database, open);
  return open.matching(database.read, matchers);
}

/** Of these the ones that people are still concerned with: in an incident that is not closed, or held. */
export async function withoutClosed(
  tx: Tx,
  alerts: readonly OpenAlert[],
): Promise<readonly OpenAlert[]> {
  const incidents = new Set(alerts.flatMap(({ incidentId }) => incidentId ?? []));
  const closed = await closedAmong(tx, incidents);
  return alerts.filter(({ incidentId, isHeld }) =>
    incidentId === null ? isHeld : !closed.has(incidentId),
  );
}

interface RememberedAlert extends OpenAlert {
  readonly pairs: Pairs;
}

interface Bounds {
  readonly alertsMax: number;
  readonly charactersMax: number;
}

export class OpenAlerts {
  readonly #bounds: Bounds;
  #labels = new LabelPairs();
  readonly #alerts = new Map<string, RememberedAlert>();
  /** In the order of their ids; undefined when that is to be made anew. */
  #sorted: readonly RememberedAlert[] | undefined;
  /** What is remembered is as it stood then or later; undefined when nothing is remembered. */
  #versions: ReadonlyMap<string, AlertVersion> | undefined;
  /** How many fired when they were too many; undefined as long as they are not. */
  #tooMany: number | undefined;
  /** Questions are answered one after the other, so that nobody finds what another has half read. */
  #turn: Promise<unknown> = Promise.resolve();

  constructor(bounds: Bounds = { alertsMax: ALERTS_MAX, charactersMax: CHARACTERS_MAX }) {
    this.#bounds = bounds;
  }

  matching(tx: Tx, matchers: readonly Matcher[]): Promise<readonly OpenAlert[]> {
    const answer = this.#turn.then(() => this.#answer(tx, matchers));
    this.#turn = answer.catch(() => {});
    return answer;
  }

  async #answer(tx: Tx, matchers: readonly Matcher[]): Promise<readonly OpenAlert[]> {
    const isUpToDate = (await this.#catchUp(tx)) || (await this.#begin(tx));
    if (!isUpToDate) return this.#readMatching(tx, matchers);
    this.#sorted ??= [...this.#alerts.values()].sort(byId);
    const matches = this.#labels.compile(matchers);
    return this.#sorted.filter(({ pairs }) => matches(pairs));
  }

  /** Reads what has changed. False where that is not known: then nothing is remembered any more. */
  async #catchUp(tx: Tx): Promise<boolean> {
    if (this.#versions === undefined) return false;
    const versions = await loadVersions(tx);
    for (const to of versions.values()) {
      const from = this.#versions.get(to.integrationId);
      if (from?.version === to.version) continue;
      const ids = from && (await alertsChangedBetween(tx, from, to));
      if (ids === undefined) return this.#forget();
      if (!(await this.#readAgain(tx, [...new Set(ids)]))) return this.#forget();
    }
    this.#versions = versions;
    return true;
  }

  async #readAgain(tx: Tx, ids: readonly string[]): Promise<boolean> {
    for (let first = 0; first < ids.length; first += PIECE) {
      const piece = ids.slice(first, first + PIECE);
      const found = await loadSketches(tx, piece);
      for (const id of piece) this.#remove(id);
      if (!this.#add(found)) return false;
      await othersTurn();
    }
    return true;
  }

  /** Reads all there is, and then what has changed meanwhile. False where it is too much to remember. */
  async #begin(tx: Tx): Promise<boolean> {
    if (this.#tooMany !== undefined) return false;
    this.#forget();
    const versions = await loadVersions(tx);
    for await (const piece of allSketches(tx)) {
      if (this.#add(piece)) continue;
      this.#tooMany = this.#alerts.size;
      return this.#forget();
    }
    this.#versions = versions;
    return this.#catchUp(tx);
  }

  /** Remembers nothing but whether there are few again. */
  async #readMatching(tx: Tx, matchers: readonly Matcher[]): Promise<readonly OpenAlert[]> {
    const matches = compileMatchers(matchers);
    const matching: OpenAlert[] = [];
    let count = 0;
    for await (const piece of allSketches(tx)) {
      count += piece.length;
      for (const { labels, ...alert } of piece) if (matches(labels)) matching.push(alert);
    }
    if (this.#tooMany !== undefined && count < this.#tooMany / 2) this.#tooMany = undefined;
    return matching;
  }

  #add(found: readonly AlertSketch[]): boolean {
    for (const { labels, ...alert } of found) {
      this.#remove(alert.id);
      this.#alerts.set(alert.id, { ...alert, pairs: this.#labels.take(labels) });
    }
    if (found.length > 0) this.#sorted = undefined;
    const { alertsMax, charactersMax } = this.#bounds;
    return this.#alerts.size <= alertsMax && this.#labels.characters <= charactersMax;
  }

  #remove(id: string): void {
    const alert = this.#alerts.get(id);
    if (alert === undefined) return;
    this.#labels.release(alert.pairs);
    this.#alerts.delete(id);
    this.#sorted = undefined;
  }

  #forget(): false {
    this.#labels = new LabelPairs();
    this.#alerts.clear();
    this.#sorted = undefined;
    this.#versions = undefined;
    return false;
  }
}

function byId(a: OpenAlert, b: OpenAlert): number {
  return a.id < b.id ? -1 : 1;
}

async function loadVersions(tx: Tx): Promise<ReadonlyMap<string, AlertVersion>> {
  return new Map((await listAlertVersions(tx)).map((one) => [one.integrationId, one]));
}

async function* allSketches(tx: Tx): AsyncGenerator<readonly AlertSketch[]> {
  for (let after: string | undefined = ""; after !== undefined; ) {
    const piece: AlertSketch[] = await listSketches(tx, { after, limit: PIECE });
    yield piece;
    after = piece.length < PIECE ? undefined : piece.at(-1)?.id;
    await othersTurn();
  }
}
