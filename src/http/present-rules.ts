/** Notification rules as the contract writes and reads them. */

import type {
  NotificationRulesJson,
  QuietHoursJson,
  SetNotificationRulesInput,
} from "../contract/person.ts";
import { instantOrNull } from "../contract/wire.ts";
import { durationMs, isoDuration } from "../domain/duration.ts";
import {
  type NotificationRule,
  type NotificationRules,
  ruleWarnings,
} from "../domain/notification-rules.ts";
import { quietUntil } from "../domain/quiet-hours.ts";
import type { WeeklyWindow } from "../domain/schedule/schedule.ts";
import type { PersonWithWarning } from "../operations/person/with-warning.ts";

export function presentRules(
  { person, timeZone }: PersonWithWarning,
  now: number,
): NotificationRulesJson {
  const {
    important = [],
    default: otherwise = [],
    quietHours = [],
  } = person.notificationRules ?? {};
  return {
    important: important.map(presentRule),
    default: otherwise.map(presentRule),
    quietHours: quietHours.map(presentWindow),
    timeZone,
    quietUntil: instantOrNull(quietUntil(quietHours, timeZone, now)),
    warnings: [...ruleWarnings(person)],
  };
}

export function readRules(given: SetNotificationRulesInput): NotificationRules {
  return {
    ...(given.important === undefined ? {} : { important: given.important.map(readRule) }),
    ...(given.default === undefined ? {} : { default: given.default.map(readRule) }),
    ...(given.quietHours === undefined ? {} : { quietHours: given.quietHours }),
  };
}

function presentWindow({ days, from, to }: WeeklyWindow): QuietHoursJson[number] {
  return { days: [...days], from, to };
}

type RuleJson = NotificationRulesJson["important"][number];

function presentRule({ via, afterMs }: NotificationRule): RuleJson {
  return { via, after: isoDuration(afterMs) };
}

function readRule({ via, after }: RuleJson): NotificationRule {
  return { via, afterMs: durationMs(after) };
}
