/** The playbook in a few sentences, for whoever answers for it and reads no tables. */

import { describeDuration, durationMs } from "../../domain/duration.ts";
import type { Playbook, Rotation, RunbookStep, Severity } from "../../domain/playbook.ts";
import { roleKey } from "../../domain/roster.ts";
import { schedulesOf, statedSchedules } from "../../domain/schedule/playbook-schedules.ts";
import { peopleOf, type Schedule } from "../../domain/schedule/schedule.ts";
import { saysPage, severityRules } from "../../domain/severity-rules.ts";
import { isReachableByOverlay } from "../lints/person-contact.ts";
import { lastShift, shiftEndDate } from "../lints/rotation-end.ts";
import { listed } from "../words/listed.ts";
import { counted } from "./summary-part.ts";

/** A sentence for each thing worth knowing at once; the good and the bad alike. */
export function inShort(playbook: Playbook): readonly string[] {
  return [
    ...promises(playbook),
    ...paging(playbook),
    ...onCall(playbook),
    ...reachable(playbook),
    ...runbooks(playbook),
    coverage(playbook),
  ];
}

function promises({ severities }: Playbook): string[] {
  const [worst] = severities;
  if (worst === undefined)
    return ["There are no severities: by this text alone nobody is ever paged."];
  const timed = severities.filter(({ sla }) => sla.response !== undefined);
  const late = severities.filter(({ sla }) => sla.response === undefined);
  const ids = severities.map(({ id }) => id);
  const first = timed[0];
  const last = timed.at(-1);
  const said = [
    `There are ${counted(ids.length, "severity").replace(/ys$/u, "ies")}, ${listed(ids)}`,
  ];
  if (first !== undefined && last !== undefined && first !== last)
    said.push(`${first.id} is to be answered ${within(first)}, ${last.id} ${within(last)}`);
  else if (first !== undefined) said.push(`${first.id} is to be answered ${within(first)}`);
  const promised = `${said.join(": ")}.`.replace("There are 1 ", "There is 1 ");
  if (late.length === 0) return [promised];
  return [
    promised,
    late.length === severities.length
      ? "None of them promises a response time, so nobody can tell when an answer is late."
      : `${listed(late.map(({ id }) => id))} ${late.length === 1 ? "promises" : "promise"} no response time.`,
  ];
}

function within({ sla: { response } }: Severity): string {
  return response === undefined ? "" : `within ${describeDuration(durationMs(response))}`;
}

function paging(playbook: Playbook): string[] {
  const { severities, escalation } = playbook;
  if (severities.length === 0) return [];
  const ids = (wakes: boolean): string[] =>
    severities
      .filter(({ id }) => (severityRules(playbook, id)?.pages === true) === wakes)
      .map(({ id }) => id);
  const [loud, quiet] = [ids(true), ids(false)];
  const without = severities
    .filter(
      ({ id }) =>
        !escalation.some((path) => roleKey(path.severity) === roleKey(id) && path.steps.length > 0),
    )
    .map(({ id }) => id);
  const isSaid = severities.some(saysPage);
  const who =
    `${listed(loud)} ${loud.length === 1 ? "wakes" : "wake"} somebody` +
    (isSaid ? "" : " by default, since no severity says that anybody is paged") +
    (quiet.length === 0
      ? "."
      : `; ${listed(quiet)} ${quiet.length === 1 ? "tells" : "tell"} people quietly.`);
  if (without.length === 0) return [who];
  return [
    who,
    without.length === severities.length
      ? "No severity has an escalation: the text does not say who is called next when nobody answers."
      : `${listed(without)} ${without.length === 1 ? "has" : "have"} no escalation.`,
  ];
}

function onCall(playbook: Playbook): string[] {
  const { rotations, severities } = playbook;
  const stated = statedSchedules(playbook).map((schedule) => {
    const names = [...new Set(peopleIn(schedule))];
    if (names.length === 0)
      return `A calendar says who is on call in the schedule ${schedule.name}.`;
    return `${listed(names)} ${names.length === 1 ? "is" : "are"} on call in the schedule ${schedule.name}.`;
  });
  if (rotations.length === 0 && stated.length === 0)
    return severities.length === 0 ? [] : ["Nobody is on call: there is no rotation."];
  const tables = rotations.flatMap((rotation) => {
    const last = lastShift(rotation);
    if (last === undefined) return [];
    const names = namesIn(rotation);
    const until = spokenDate(shiftEndDate(playbook, rotation, last));
    const repeats =
      playbook.overlay.rotations?.[rotation.id]?.repeats === true
        ? "as is meant"
        : "which nobody has said is meant";
    const from = spokenDate(rotation.shifts[0]?.start ?? last.start);
    const who = names.length === 1 ? "is on call" : "are on call in turn,";
    return [
      `${listed(names)} ${who} around the clock from ${from} until ${until}; ` +
        `then the table begins again, ${repeats}.`,
    ];
  });
  return [...tables, ...stated];
}

function peopleIn({ layers }: Schedule): readonly string[] {
  return layers.flatMap(({ rotation }) => peopleOf(rotation));
}

function reachable(playbook: Playbook): string[] {
  const names = [...new Set(schedulesOf(playbook).flatMap(peopleIn))];
  const unreachable = names.filter((name) => !isReachableByOverlay(playbook, name));
  if (names.length === 0) return [];
  if (unreachable.length === 0)
    return [
      names.length === 1
        ? `${names[0]} can be reached.`
        : `All ${names.length} of them can be reached.`,
    ];
  return [
    unreachable.length === names.length
      ? "No page would reach any of them: nothing says how they are reached."
      : `A page would not reach ${listed(unreachable)}: nothing says how.`,
  ];
}

function runbooks(playbook: Playbook): string[] {
  const all = playbook.runbooks;
  if (all.length === 0) return ["There are no runbooks."];
  const stepsOf = (runbook: (typeof all)[number]): readonly RunbookStep[] =>
    runbook.blocks.flatMap((block) =>
      "steps" in block ? block.steps : block.options.flatMap(({ steps }) => steps),
    );
  const commands = all.flatMap(stepsOf).filter(({ command }) => command !== undefined);
  const having = (effect: RunbookStep["effect"]) =>
    commands.filter((step) => step.effect === effect).length;
  const changing = all.filter((one) =>
    stepsOf(one).some(({ command, effect }) => command !== undefined && effect === "change"),
  ).length;
  const title = counted(all.length, "runbook");
  if (commands.length === 0)
    return [
      `There ${all.length === 1 ? "is" : "are"} ${title}, without commands: all is done by hand.`,
    ];
  const parts = [
    changing === 0
      ? `none of ${all.length === 1 ? "its" : "their"} ${counted(commands.length, "command")} is known to change anything`
      : `${changing === all.length ? (all.length === 1 ? "it changes" : "all of them change") : `${changing} of them ${changing === 1 ? "changes" : "change"}`} something ` +
        `(${having("change")} of ${counted(commands.length, "command")}), which needs an approval`,
    ...(having("reveal") === 0
      ? []
      : [`${counted(having("reveal"), "command")} may print secrets`]),
    ...(having("unknown") === 0
      ? []
      : [
          `what ${counted(having("unknown"), "command")} ${having("unknown") === 1 ? "does" : "do"} is not known`,
        ]),
  ];
  return [`There ${all.length === 1 ? "is" : "are"} ${title}: ${parts.join("; ")}.`];
}

function coverage({ coverage: { understoodLines, textLines } }: Playbook): string {
  const all = understoodLines + textLines;
  const share = all === 0 ? 0 : Math.floor((understoodLines / all) * 100);
  return `Tocsin acts on ${share} % of the text; the rest stays to be read.`;
}

function namesIn({ shifts }: Rotation): string[] {
  return [...new Set(shifts.flatMap(({ assignments }) => Object.values(assignments)))];
}

const MONTHS =
  "January February March April May June July August September October November December".split(
    " ",
  );

/** "2 February 2026". */
function spokenDate(iso: string): string {
  const { day, month, year } = Temporal.PlainDate.from(iso);
  return `${day} ${MONTHS[month - 1]} ${year}`;
}
