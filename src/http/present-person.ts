/** People, their access and their duties as the contract writes them. */

import type { AccessJson } from "../contract/access.ts";
import type { OnCallJson } from "../contract/on-call.ts";
import type { ContactMethodJson, PersonJson } from "../contract/person.ts";
import { instant, instantOrNull } from "../contract/wire.ts";
import { type ContactMethod, isReachable } from "../domain/person.ts";
import type { TestPage } from "../domain/test-page.ts";
import { presentAddress } from "../integrations/registry.ts";
import type { Duty, OnCall } from "../operations/on-call/show.ts";
import type { RequiredAccess } from "../operations/person/list-access.ts";
import type { PersonWithWarning } from "../operations/person/with-warning.ts";

type LastTestJson = NonNullable<ContactMethodJson["lastTest"]>;

export function presentPerson({ person, warning }: PersonWithWarning): PersonJson {
  return {
    id: person.id,
    name: person.name,
    title: person.title ?? null,
    timeZone: person.timeZone ?? null,
    role: person.role,
    teams: [...person.teams],
    contactMethods: person.contactMethods.map(presentContactMethod),
    reachable: isReachable(person),
    warning: warning ?? null,
  };
}

export function presentContactMethod(method: ContactMethod): ContactMethodJson {
  const { id, kind, address, verifiedAt, lastTest } = method;
  return {
    id,
    kind,
    address: presentAddress(kind, address),
    verifiedAt: instantOrNull(verifiedAt),
    lastTest: lastTest === undefined ? null : presentTest(lastTest),
  };
}

function presentTest({ id, sentAt, outcome, reason, seenAt }: TestPage): LastTestJson {
  return {
    id,
    sentAt: instant(sentAt),
    outcome: seenAt === undefined ? outcome : "seen",
    reason: reason ?? null,
    seenAt: instantOrNull(seenAt),
  };
}

export function presentAccess({ required, people }: RequiredAccess): AccessJson {
  return {
    required: [...required],
    people: people.map(({ person, items }) => ({
      personId: person.id,
      person: person.name,
      items: items.map(({ item, attestation }) => ({
        item,
        attested: attestation !== undefined,
        attestedAt: instantOrNull(attestation?.at),
      })),
    })),
  };
}

export function presentOnCall(onCall: OnCall): OnCallJson {
  return {
    at: instant(onCall.at),
    timeZone: onCall.timeZone,
    handoffTime: onCall.handoffTime,
    rotations: onCall.rotations.map((rotation) => ({
      id: rotation.id,
      startsAt: instantOrNull(rotation.startsAt),
      endsAt: instantOrNull(rotation.endsAt),
      repeated: rotation.repeated,
      onCall: rotation.onCall.map(presentDuty),
      next: rotation.next.map(presentDuty),
    })),
    schedules: onCall.schedules.map(({ until, next, ...schedule }) => ({
      ...schedule,
      until: instantOrNull(until),
      next: next === null ? null : { ...next },
    })),
    warnings: onCall.warnings.map((warning) => ({ ...warning })),
  };
}

function presentDuty(duty: Duty): OnCallJson["rotations"][number]["onCall"][number] {
  return { ...duty };
}
