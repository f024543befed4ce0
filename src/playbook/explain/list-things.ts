/** What lines of rotations, contacts, templates and lists became. */

import type { Playbook } from "../../domain/playbook.ts";
import { duration } from "./severity-things.ts";
import { facts, quoted, type Thing } from "./thing.ts";

export function rotationThings({ rotations }: Playbook): Thing[] {
  return rotations.flatMap((rotation) => [
    {
      what: `the rotation ${quoted(rotation.id)}`,
      kind: "rotation" as const,
      facts: facts({ columns: rotation.columns.join(", ") }),
      source: rotation.source,
    },
    ...rotation.shifts.map((shift) => ({
      what: `a shift of the rotation ${quoted(rotation.id)}`,
      kind: "rotation" as const,
      facts: facts({ begins: shift.start, ...shift.assignments }),
      source: shift.source,
    })),
  ]);
}

export function contactThings({ contacts }: Playbook): Thing[] {
  return contacts.map(({ service, contact, email, phone, statusPage, source }) => ({
    what: `a contact for ${quoted(service)}`,
    kind: "contact",
    facts: facts({ contact, "e-mail": email, phone, "status page": statusPage }),
    source,
  }));
}

export function textThings({ templates, postmortem }: Playbook): Thing[] {
  const outline: Thing[] =
    postmortem.source === undefined
      ? []
      : [
          {
            what: "the outline of the postmortem",
            kind: "postmortem",
            facts: facts({
              title: postmortem.title,
              due: duration(postmortem.dueAfter),
              header: postmortem.header.join(", "),
            }),
            source: postmortem.source,
          },
        ];
  return [
    ...templates.map(({ title, channel, states, source }) => ({
      what: `the template ${quoted(title)}`,
      kind: "template" as const,
      facts: facts({ "sent to": channel, states: states?.join(", ") }),
      source,
    })),
    ...outline,
    ...postmortem.sections.map(({ title, shape, labels, source }) => ({
      what: `a section of the postmortem, ${quoted(title)}`,
      kind: "postmortem" as const,
      facts: facts({ shape, labels: labels.join(", ") }),
      source,
    })),
  ];
}

export function referenceThings({ links, access, related }: Playbook): Thing[] {
  return [
    ...links.map(({ title, url, source }) => ({
      what: `the link ${quoted(title)}`,
      kind: "reference" as const,
      facts: facts({ address: url }),
      source,
    })),
    ...access.map(({ text, source }) => ({
      what: "access that a responder must have",
      kind: "reference" as const,
      facts: facts({ access: text, "used for": "each person confirms it: tocsin person attest" }),
      source,
    })),
    ...related.map(({ title, path, source }) => ({
      what: `the document ${quoted(title)}`,
      kind: "reference" as const,
      facts: facts({ file: path }),
      source,
    })),
  ];
}
