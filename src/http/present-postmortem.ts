import type { PostmortemFactsJson } from "../contract/postmortem.ts";
import { instant, instantOrNull } from "../contract/wire.ts";
import { isoDuration } from "../domain/duration.ts";
import type { PostmortemFacts } from "../domain/postmortem/facts.ts";
import { toldTimeline } from "../domain/told-timeline.ts";
import { presentEntry } from "./present-incident.ts";

/** What the timeline knows of an incident, as the contract writes it. */
export function presentPostmortem(facts: PostmortemFacts): PostmortemFactsJson {
  return {
    number: facts.number,
    title: facts.title,
    playbookHash: facts.playbookHash,
    severityName: facts.severityName,
    openedAt: instant(facts.openedAt),
    acknowledgedAt: instantOrNull(facts.acknowledgedAt),
    resolvedAt: instantOrNull(facts.resolvedAt),
    resolution: facts.resolution ?? null,
    severities: facts.severities.map(({ id, at, reason }) => ({ id, at: instant(at), reason })),
    roles: { ...facts.roles },
    contributors: [...facts.contributors],
    alerts: [...facts.alerts],
    clocks: facts.clocks.map(({ clock, audience, targetMs, elapsedMs, outcome, excuse }) => ({
      clock,
      audience: audience ?? null,
      target: isoDuration(targetMs),
      elapsed: isoDuration(elapsedMs),
      outcome,
      excuse: excuse ?? null,
    })),
    deliveredNotifications: facts.deliveredNotifications,
    failedNotifications: facts.failedNotifications,
    lapses: facts.lapses,
    timeline: toldTimeline(facts.entries).map(({ entry, ...marks }) => presentEntry(entry, marks)),
  };
}
