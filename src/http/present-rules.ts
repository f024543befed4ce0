/** Notification rules as the contract writes and reads them. */

import type { NotificationRulesJson, SetNotificationRulesInput } from "../contract/person.ts";
import { durationMs, isoDuration } from "../domain/duration.ts";
import {
  type NotificationRule,
  type NotificationRules,
  ruleWarnings,
} from "../domain/notification-rules.ts";
import type { Person } from "../domain/person.ts";

export function presentRules(person: Person): NotificationRulesJson {
  const { important = [], default: otherwise = [] } = person.notificationRules ?? {};
  return {
    important: important.map(presentRule),
    default: otherwise.map(presentRule),
    warnings: [...ruleWarnings(person)],
  };
}

export function readRules(given: SetNotificationRulesInput): NotificationRules {
  return {
    ...(given.important === undefined ? {} : { important: given.important.map(readRule) }),
    ...(given.default === undefined ? {} : { default: given.default.map(readRule) }),
  };
}

type RuleJson = NotificationRulesJson["important"][number];

function presentRule({ via, afterMs }: NotificationRule): RuleJson {
  return { via, after: isoDuration(afterMs) };
}

function readRule({ via, after }: RuleJson): NotificationRule {
  return { via, afterMs: durationMs(after) };
}
