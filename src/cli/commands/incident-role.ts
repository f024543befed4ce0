/** Roles of an incident as they change hands. */

import type { Command } from "../command.ts";
import { changeRole, type RoleDeed } from "../endpoints.ts";
import { usageFailure } from "../failure.ts";
import { looksLikeIncident, NUMBER_HELP, resolveIncident } from "../incident-reference.ts";
import { JSON_OPTION } from "../options.ts";
import { printResult } from "./incident-verb.ts";

const DEEDS: readonly RoleDeed[] = ["offer", "accept", "decline", "hand-over"];

export const incidentRole: Command = {
  name: "incident role",
  takes: "[NUMBER] ROLE DEED [PERSON]",
  summary: "Offer a role to somebody, accept or decline one, hand yours over",
  about: [
    NUMBER_HELP,
    "DEED is offer, accept, decline or hand-over.",
    "Whoever is offered a role is asked three times; whoever hands one over keeps it until the other accepts.",
    "Whoever takes a role is told, alone, what the playbook says of it.",
  ],
  example: 'tocsin incident role 7 "incident commander" hand-over Priya',
  options: {
    reason: { type: "string", value: "TEXT", help: "Why you decline" },
    ...JSON_OPTION,
  },
  async run(context) {
    const { api, args, terminal } = context;
    const { reference, role, deed, person } = readWords(args.positionals);
    const reason = args.text("reason");
    const number = await resolveIncident(api, reference, { now: terminal.viewer.now });
    const body = {
      ...(person === undefined ? {} : { person }),
      ...(deed === "decline" && reason !== undefined ? { reason } : {}),
    };
    return printResult(context, await changeRole(api, number, { role, deed, body }));
  },
};

interface Words {
  readonly reference: string | undefined;
  readonly role: string;
  readonly deed: RoleDeed;
  readonly person: string | undefined;
}

function readWords(words: readonly string[]): Words {
  const example = `Example: ${incidentRole.example}`;
  const deed = DEEDS.find((one) => words.includes(one));
  if (deed === undefined) throw usageFailure(`one of ${DEEDS.join(", ")} is missing`, example);
  const at = words.indexOf(deed);
  const before = words.slice(0, at);
  const role = before.pop();
  const [reference, ...others] = before;
  const [person, ...rest] = words.slice(at + 1);
  if (role === undefined || (reference === undefined && looksLikeIncident(role))) {
    throw usageFailure("ROLE is missing", example);
  }
  const surplus = others[0] ?? rest[0];
  if (surplus !== undefined) {
    throw usageFailure(`"${surplus}" is too much: put names of several words in quotes`, example);
  }
  const needsPerson = deed === "offer" || deed === "hand-over";
  if (needsPerson && person === undefined) throw usageFailure("PERSON is missing", example);
  if (!needsPerson && person !== undefined) {
    throw usageFailure(`${deed} is for yourself and takes no PERSON`, example);
  }
  return { reference, role, deed, person };
}
