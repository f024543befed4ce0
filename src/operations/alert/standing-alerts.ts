/**
 * What a process remembers of alerts that fire, so that reports which say again what is known (most of
 * them do) need not be compared in the database.
 *
 * An integration's alerts have a version there, which changes with them and is read under the lock that
 * taking alerts in holds. What is remembered counts only for the version it was learnt under, so nothing
 * that another process does can be missed. It is learnt after the commit, never before.
 */

import { type Alert, type AlertEvent, isKnownReport } from "../../domain/alert.ts";
import type { Playbook } from "../../domain/playbook.ts";

/** Of all integrations together; an alert takes about a kilobyte. Those learnt first are forgotten first. */
const REMEMBERED_MAX = 20_000;

interface Remembered {
  version: string;
  readonly alerts: Map<string, Alert>;
}

/** What a transaction has made of an integration's alerts. */
export interface Learnt {
  readonly integrationId: string;
  /** Under which it was found. */
  readonly version: string;
  /** As they are stored now: those that changed, and those that were looked up. */
  readonly alerts: readonly Alert[];
  /** The version since this transaction, when it changed any. */
  readonly newVersion?: string;
}

export interface Standing {
  /** Only while the alerts have it does the rest count; undefined when nothing is remembered. */
  readonly version: string | undefined;
  /** The alert as it is stored, if the event only says again that it fires, as it is known. */
  readonly knownReport: (event: AlertEvent) => Alert | undefined;
}

export class StandingAlerts {
  /** The one that was in force at the last look: by its rules alerts are grouped before they are looked up. */
  playbook: Playbook | undefined = undefined;
  readonly #integrations = new Map<string, Remembered>();
  readonly #max: number;
  #count = 0;

  constructor(max = REMEMBERED_MAX) {
    this.#max = max;
  }

  /** What is remembered of an integration's alerts. */
  of(integrationId: string): Standing {
    const remembered = this.#integrations.get(integrationId);
    return {
      version: remembered?.version,
      knownReport(event) {
        const alert = remembered?.alerts.get(event.dedupKey);
        return alert !== undefined && isKnownReport(alert, event) ? alert : undefined;
      },
    };
  }

  /** To be called once the transaction has committed. */
  learn({ integrationId, version, newVersion = version, alerts }: Learnt): void {
    let remembered = this.#integrations.get(integrationId);
    if (remembered?.version !== version) {
      if (remembered !== undefined) this.#forget(integrationId, remembered);
      remembered = { version, alerts: new Map() };
      this.#integrations.set(integrationId, remembered);
    }
    remembered.version = newVersion;
    for (const alert of alerts) {
      if (remembered.alerts.delete(alert.dedupKey)) this.#count -= 1;
      if (alert.status !== "firing" || isNowhere(alert)) continue;
      remembered.alerts.set(alert.dedupKey, alert);
      this.#count += 1;
    }
    this.#makeRoom();
  }

  #makeRoom(): void {
    for (const { alerts } of this.#integrations.values()) {
      for (const key of alerts.keys()) {
        if (this.#count <= this.#max) return;
        alerts.delete(key);
        this.#count -= 1;
      }
    }
  }

  #forget(integrationId: string, { alerts }: Remembered): void {
    this.#integrations.delete(integrationId);
    this.#count -= alerts.size;
  }
}

/** Whether an alert is neither in an incident nor held: then its next report is to be decided on. */
function isNowhere({ incidentId, hold }: Alert): boolean {
  return incidentId === null && hold === undefined;
}
