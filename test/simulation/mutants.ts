/**
 * Ways to break the engine. Each takes one safeguard out of the sources as they are loaded; the simulation
 * must then fail. A mutant whose place is no longer found is an error, so that none is dropped unseen.
 */
export interface Mutant {
  readonly name: string;
  readonly file: string;
  readonly find: string;
  readonly replace: string;
}

export const MUTANTS: readonly Mutant[] = [
  {
    name: "no lease fence: whoever lost the lease still records the outcome",
    file: "src/store/notifications.ts",
    find: "where id = $1 and fence = $2 and state = 'sending'",
    replace: "where id = $1 and $2 = $2 and state = 'sending'",
  },
  {
    name: "no re-read: what was planned is sent, whatever happened since",
    file: "src/engine/claim-deliveries.ts",
    find: "unwantedBecause(notification, incident)",
    replace: "null",
  },
  {
    name: "sending before the claim is committed",
    file: "src/engine/claim-deliveries.ts",
    find: "return { claimed: claimed.length, deliveries: await compose(engine, tx, wanted, messages) };",
    replace: `const early = await compose(engine, tx, wanted, messages);
      for (const { notification, message } of early) {
        void engine.send(notification.channel, notification.address, message).catch(() => {});
      }
      return { claimed: claimed.length, deliveries: early };`,
  },
  {
    name: "answering a sender before its alerts are committed",
    file: "src/operations/alert/receive-queue.ts",
    find: "  const { context, standing } = queue;\n  try {",
    replace: `  const { context, standing } = queue;
      for (const { done } of batch) done();
  try {`,
  },
  {
    name: "what nobody has answered is taken for answered once it is merged",
    file: "src/domain/decide-merge.ts",
    find: "const asksAnew = isUnanswered(from) && isTakenByOthers(incident, by);",
    replace: "const asksAnew = isUnanswered(from) && incident.title === from.number;",
  },
  {
    name: "a merge leaves alerts behind",
    file: "src/operations/incident/merge.ts",
    find: "await renewMoved(context, tx, await moveAlertsOf(tx, source.id, target.id));",
    replace: "await renewMoved(context, tx, []);",
  },
  {
    name: "no attempt on record",
    file: "src/engine/claim-deliveries.ts",
    find: "await insertAttempts(",
    replace: "await (async (..._: unknown[]) => {})(",
  },
  {
    name: "a failed channel leaves the next one waiting",
    file: "src/engine/settle-delivery.ts",
    find: 'if (after.next !== "done") await bringNextChannelForward',
    replace: 'if (after.next === ("never" as string)) await bringNextChannelForward',
  },
  {
    name: "only the last failure of a channel brings the next one forward",
    file: "src/engine/settle-delivery.ts",
    find: 'if (after.next !== "done") await bringNextChannelForward',
    replace: 'if (after.next === "give-up") await bringNextChannelForward',
  },
  {
    name: "of several overdue pages to one person none is sent",
    file: "src/domain/delivery.ts",
    find: "new Set([...newest.values()].map((notification) => notification.id))",
    replace: "new Set<string>()",
  },
  {
    name: "a step whose people cannot be reached counts as called on",
    file: "src/domain/fire-step.ts",
    find: "if (people.length > 0) return pageStep(",
    replace: "if (current.incident.rules !== undefined) return pageStep(",
  },
  {
    name: "the rules of an open incident are those of the playbook that came into force since",
    file: "src/engine/run-due.ts",
    find: "const decided = decide(incident, {",
    replace: `const decided = decide({ ...incident, rules: {
      ...incident.rules, steps: incident.rules.steps.filter(({ role }) =>
        context.roster.schedules.length > 0 || role !== "Helpers") } }, {`,
  },
  {
    name: "who is on call is remembered, whoever has changed it",
    file: "src/operations/roster/load.ts",
    find: "const known = kept.get(key);",
    replace: "const known = [...kept.values()].find((one) => one.playbook.hash === hash);",
  },
  {
    name: "of two overrides the one that was made first counts",
    file: "src/domain/schedule/final-schedule.ts",
    find: "a.createdAt - b.createdAt || (a.id < b.id ? -1 : 1)",
    replace: "b.createdAt - a.createdAt || (a.id < b.id ? 1 : -1)",
  },
  {
    name: "a shift begins a minute after the one before it has ended",
    file: "src/domain/schedule/layer-spans.ts",
    find: "duties.push({ person, startsAt: at, endsAt: shift.endsAt });",
    replace: "duties.push({ person, startsAt: at, endsAt: shift.endsAt - MS.minute });",
  },
  {
    name: "a message that did not arrive leaves the next channel waiting",
    file: "src/operations/notification/report-status.ts",
    find: "  await bringNextChannelForward(",
    replace: "  await (async (..._: unknown[]) => {})(",
  },
  {
    name: "a page that arrives while somebody answers is never taken back",
    file: "src/engine/settle-delivery.ts",
    find: 'if (after.next === "done") await takeBackIfTooLate(',
    replace: 'if (after.next === ("never" as string)) await takeBackIfTooLate(',
  },
  {
    name: "a page whose outcome nobody knows is never taken back",
    file: "src/engine/claim-deliveries.ts",
    find: "await takeBackUnwanted(engine, tx,",
    replace: "await (async (..._: unknown[]) => {})(engine, tx,",
  },
  {
    name: "an event overtakes the one before it",
    file: "src/store/outbox.ts",
    find: "and earlier.sequence < o.sequence and",
    replace: "and earlier.sequence < 0 and",
  },
  {
    name: "events of incidents that just opened are told to nobody",
    file: "src/operations/incident/save.ts",
    find: "await publishEvents(context, tx, decisions, () => 0);",
    replace: "",
  },
  {
    name: "an escalation that ends after its rounds",
    file: "src/domain/escalation.ts",
    find: 'if (mode === "stopped" || incident.snoozedUntil !== null) return null;',
    replace: 'if (mode === "stopped" || incident.escalation.round > 0) return null;',
  },
  {
    name: "a snooze that pages planned before it go through",
    file: "src/domain/delivery.ts",
    find: "return isSnoozed(incident) ?? isReassigned(incident, notification.round);",
    replace: "return isReassigned(incident, notification.round);",
  },
  {
    name: "a round whose steps are all passed over ends without a word",
    file: "src/domain/fire-step.ts",
    find: "  return pageCatchAll(current, context);\n}",
    replace: "  return current;\n}",
  },
  {
    name: "somebody who was asked by hand is forgotten after the first call",
    file: "src/domain/next-due.ts",
    find: "nextAskAt(incident),",
    replace: "",
  },
  {
    name: "an alert that flaps within a batch is counted as ended",
    file: "src/operations/alert/decide-assignment.ts",
    find: "const ended = alerts.filter((one) => !isFiring(one));",
    replace: "const ended = alerts;",
  },
  {
    name: "what a person has ended is not heard of again",
    file: "src/domain/alert.ts",
    find: 'if (heard.incidentStatus === "closed") return true;',
    replace: "",
  },
  {
    name: "a change of contact methods is told to nobody",
    file: "src/operations/person/remove-contact-method.ts",
    find: "await tellContactChange(",
    replace: "await (async (..._: unknown[]) => {})(",
  },
  {
    name: "a notice whose outcome nobody knows is sent again without a word",
    file: "src/engine/run-notices.ts",
    find: "    mayRepeat,\n    attempt,",
    replace: "    mayRepeat: false,\n    attempt,",
  },
  {
    name: "a notice is lost with the process that sends it",
    file: "src/store/notices.ts",
    find: "claim_at = $4, last_reason",
    replace: "claim_at = $4 + 86400000, last_reason",
  },
  {
    name: "a test page does not say what became of it",
    file: "src/engine/run-notices.ts",
    find: "await endTestPage(",
    replace: "await (async (..._: unknown[]) => {})(",
  },
  {
    name: "what a silence held is not looked at when somebody ends it",
    file: "src/operations/silence/put.ts",
    find: "those who would hold an alert by it.\n  await reviewHeldAlerts(",
    replace: "those who would hold an alert by it.\n  await (async (..._: unknown[]) => {})(",
  },
  {
    name: "what maintenance held is not looked at when somebody ends it",
    file: "src/operations/maintenance/end.ts",
    find: "await reviewHeldAlerts(",
    replace: "await (async (..._: unknown[]) => {})(",
  },
  {
    name: "what is held is looked at only when somebody has it looked at",
    file: "src/domain/alert-hold.ts",
    find: "reviewAt: Math.max(...holds.map(({ endsAt }) => endsAt)),",
    replace: "reviewAt: WHEN_TOLD,",
  },
  {
    name: "silences are remembered, whoever has changed them",
    file: "src/operations/silence/load.ts",
    find: "const known = kept.get(version);",
    replace:
      "const known = kept.get(version.slice(0, 0)); kept.set(version.slice(0, 0), known ?? []);",
  },
  {
    name: "what inhibits ends, and nobody looks at what it held",
    file: "src/operations/alert/inhibit.ts",
    find: "if (gone.length > 0) await reviewTargets(tx, gone, now);",
    replace: "",
  },
  {
    name: "an alert that fired before is not held",
    file: "src/operations/alert/divide-by-hold.ts",
    find: "const candidates = changed.filter(mayBeHeld);",
    replace:
      "const candidates = changed.filter((one) => mayBeHeld(one) && one.before === undefined);",
  },
  {
    name: "rules of a playbook go on holding alerts after it",
    file: "src/operations/alert/renew-holds.ts",
    find: "await reviewHeldAlerts(",
    replace: "await (async (..._: unknown[]) => {})(",
  },
  {
    name: "a delay begins anew with each look",
    file: "src/operations/alert/divide-by-hold.ts",
    find: 'changes.includes("fired") ? now : (before?.hold?.since ?? 0)',
    replace: 'changes.includes("fired") || before?.hold === undefined ? now : now',
  },
  {
    name: "maintenance holds the worst severity",
    file: "src/domain/maintenance.ts",
    find: "(includeWorst || !alert.isWorst) &&",
    replace: "(includeWorst || alert.isWorst || !alert.isWorst) &&",
  },
  {
    name: "an alert that flaps is taken for one that somebody is still working on",
    file: "src/domain/fold-damped.ts",
    find: "if (!isInLiveIncident(known)) return fired;",
    replace: "",
  },
  {
    name: "an alert that flaps never ends",
    file: "src/domain/alert.ts",
    find: "return flapping.damped?.until ?? flapping.quietSince;",
    replace: "return flapping.quietSince + 1e12;",
  },
];
