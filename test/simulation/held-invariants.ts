/**
 * What must hold of alerts that something keeps from paging, told from the tables and by rules of its own:
 * nothing that is held pages before, and what nothing holds any more pages in the engine's next pass.
 */

import type { Alert } from "../../src/domain/alert.ts";
import type { HoldReason } from "../../src/domain/alert-hold.ts";
import { MS } from "../../src/domain/duration.ts";
import { loadAlerts } from "../../src/store/alerts.ts";
import type { Tx } from "../../src/store/database.ts";
import { loadVersionsInForce } from "../../src/store/versions-in-force.ts";
import { OF_EACH_AREA } from "./holding.ts";
import { DELAY_MS, playbook, WEEKLY } from "./policies.ts";
import type { Sight } from "./sights.ts";
import { holds } from "./violation.ts";
import type { World } from "./world.ts";

const SIGHTS_OF_HOLDS: Readonly<Record<HoldReason["kind"], Sight>> = {
  silenced: "an alert was held by a silence",
  maintenance: "an alert was held by maintenance",
  "recurring-maintenance": "an alert was held by weekly maintenance",
  delayed: "an alert was delayed",
  inhibited: "an alert was held by another",
};

/** The clock goes back by so much at times. */
const BACK_MAX_MS = 3 * MS.second;

/** What the tables say at one moment. */
interface Snapshot {
  readonly at: number;
  readonly alerts: ReadonlyMap<string, Alert>;
  /** What may hold alerts of an area now, until when. */
  readonly blocked: ReadonlySet<string>;
  readonly isRuled: boolean;
  readonly hasSource: boolean;
  /** Whether one of them holds its targets for certain. */
  readonly isSourceKept: boolean;
}

const SOURCE_KEYS = Array.from({ length: OF_EACH_AREA }, (_, number) => `source-${number}`);

export class HeldInvariants {
  private before: Snapshot | undefined;
  /** When an alert that is delayed was first seen, and the reports there had been of it. */
  private readonly delayed = new Map<string, { readonly at: number; readonly since: number }>();
  private readonly world: World;

  constructor(world: World) {
    this.world = world;
  }

  /** After every step. */
  async check(): Promise<void> {
    const now = await this.look(this.world.now);
    const { before } = this;
    this.before = now;
    for (const [key, alert] of now.alerts) {
      const isHeld = alert.hold !== undefined;
      holds(!isHeld || (alert.hold?.reasons.length ?? 0) > 0, `I4: ${key} is held by something`);
      holds(!isHeld || alert.incidentId === null, `I4: ${key} is held, and has no incident`);
      if (before !== undefined) this.pagesNotBefore(key, { before, now });
      this.note(key, alert, before?.alerts.get(key));
      if (this.world.fired.has(key) && alert.status === "firing" && !isHeld) {
        const isLive = alert.incidentStatus === "open" || alert.incidentStatus === "acknowledged";
        holds(isLive, `I4: ${key} has fired, in an incident that is ${alert.incidentStatus}`);
      }
    }
  }

  /** When the engine has nothing to do at this instant. */
  async checkAtRest(): Promise<void> {
    const now = await this.look(this.world.now);
    // What holds an alert may have to begin again, where the clock went back behind its beginning.
    const soon = await this.look(this.world.now + BACK_MAX_MS);
    for (const [key, alert] of now.alerts) {
      const isLoose = alert.status === "firing" && alert.incidentId === null;
      const isBlocked = this.isBlocked(alert, now) || this.isBlocked(alert, soon);
      holds(!isLoose || isBlocked, `${key} fires, and nothing holds it any more`);
      const { quietSince, damped } = alert.flapping ?? {};
      const isOver = quietSince !== undefined && (damped?.until ?? 0) <= this.world.now;
      holds(!isOver, `${key} has been quiet for long enough`);
    }
  }

  private note(key: string, alert: Alert, before: Alert | undefined): void {
    const { seen } = this.world;
    for (const { kind } of alert.hold?.reasons ?? []) seen.add(SIGHTS_OF_HOLDS[kind]);
    if (before?.hold !== undefined && alert.incidentId !== null) {
      seen.add("an alert paged once nothing held it");
    }
    if (alert.heldToEnd !== undefined) seen.add("an alert ended while it was held");
    if (alert.flapping?.quietSince !== undefined) seen.add("an alert that flaps was quiet");
    const since = alert.hold?.since;
    const known = this.delayed.get(key);
    const isReported = alert.receivedCount !== before?.receivedCount;
    if (since === undefined) this.delayed.delete(key);
    else if (known === undefined || (isReported && known.since !== since)) {
      this.delayed.set(key, { at: this.world.now, since });
    }
  }

  private pagesNotBefore(key: string, { before, now }: { before: Snapshot; now: Snapshot }): void {
    const [was, is] = [before.alerts.get(key), now.alerts.get(key)];
    if (is === undefined || is.status !== "firing" || is.incidentId === null) return;
    const actedBefore = was?.status === "firing" && was.incidentId !== null;
    // A process that dies behind its commit has stored what its sender was not answered for.
    const isKnownNow = was === undefined && is.receivedCount > 1;
    if (actedBefore || isKnownNow) return;
    const isHeld = [before, now].every((seen) =>
      this.isBlocked(is, { ...seen, hasSource: seen.isSourceKept }),
    );
    holds(!isHeld, `${key} pages while it is held (${is.labels["area"]})`);
  }

  private async look(at: number): Promise<Snapshot> {
    const tx = this.world.database.read;
    const keys = [...this.world.accepted].filter((key) => !key.startsWith("storm-"));
    const alerts = await loadAlerts(tx, "integration-1", keys);
    // A process that died behind its commit has stored sources that it never answered for.
    const stored = await loadAlerts(tx, "integration-1", SOURCE_KEYS);
    const { playbookHash } = await loadVersionsInForce(tx);
    const sources = [...stored.values()].filter(
      ({ status, labels }) => status === "firing" && labels["area"] === "source",
    );
    const hasSource = sources.length > 0;
    // A playbook that comes into force does not ask for those whose incident somebody has closed.
    const isSourceKept = sources.some(({ incidentStatus }) => incidentStatus !== "closed");
    const blocked = await blockedAreas(tx, at);
    const isRuled = playbookHash === playbook.hash;
    return { at, alerts, blocked, isRuled, hasSource, isSourceKept };
  }

  /** Whether anything holds an alert, as far as these rules tell. */
  private isBlocked(alert: Alert, { at, blocked, isRuled, hasSource }: Snapshot): boolean {
    const isWorst = alert.labels["severity"] === "critical";
    switch (alert.labels["area"]) {
      case "silenced":
        return blocked.has("silenced");
      case "maintained":
        return !isWorst && blocked.has("maintained");
      case "weekly":
        return !isWorst && isRuled && isInWeekly(at);
      case "delayed":
        return !isWorst && isRuled && !hasFlapped(alert) && this.isDelayed(alert);
      case "target":
        return isRuled && hasSource;
      default:
        return false;
    }
  }

  private isDelayed({ dedupKey, hold }: Alert): boolean {
    const at = this.delayed.get(dedupKey)?.at;
    // What pages is asked of as well: there the clock that went back is allowed for the other way.
    const allowedMs = hold === undefined ? -BACK_MAX_MS : BACK_MAX_MS;
    return at !== undefined && this.world.now < at + DELAY_MS + allowedMs;
  }
}

/** What flaps does not heal itself. */
function hasFlapped({ flapping }: Alert): boolean {
  return flapping?.damped !== undefined;
}

async function blockedAreas(tx: Tx, now: number): Promise<ReadonlySet<string>> {
  const isOpen = ({ starts_at, ends_at }: { starts_at: number; ends_at: number }): boolean =>
    starts_at <= now && now < ends_at;
  const columns = ["starts_at", "ends_at"] as const;
  const silences = await tx.selectFrom("silence").select(columns).execute();
  const windows = await tx.selectFrom("maintenance").select(columns).execute();
  return new Set([
    ...(silences.some(isOpen) ? ["silenced"] : []),
    ...(windows.some(isOpen) ? ["maintained"] : []),
  ]);
}

function isInWeekly(now: number): boolean {
  const time = new Date(now).toISOString().slice(11, 16);
  return WEEKLY.some(({ from, to }) => from <= time && time < to);
}
