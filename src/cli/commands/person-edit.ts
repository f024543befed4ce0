/** Who somebody is and what they may do; and that they have left. */

import type { EditPersonInput } from "../../contract/person.ts";
import type { Command } from "../command.ts";
import { editPerson, listPeople, removePerson } from "../endpoints.ts";
import { usageFailure } from "../failure.ts";
import { givenOptions, JSON_OPTION } from "../options.ts";
import { pickByName } from "../pick-by-name.ts";
import { printPeople } from "./people.ts";
import { printShifts, shiftsOf } from "./person-show.ts";

export const personEdit: Command = {
  name: "person edit",
  takes: "PERSON",
  summary: "Change a person's name, title, time zone, role or teams",
  about: ['What is left out stays. `--title ""` and `--time-zone ""` take it away.'],
  example: "tocsin person edit Priya --role manager --time-zone Asia/Kolkata",
  options: {
    name: { type: "string", value: "NAME", help: "As the playbook writes it" },
    title: { type: "string", value: "TEXT", help: "What they are: CTO" },
    "time-zone": { type: "string", value: "ZONE", help: "Theirs: Europe/Berlin" },
    role: { type: "string", value: "ROLE", help: "viewer, responder, manager or admin" },
    team: { type: "string", value: "TEAM", multiple: true, help: "Confined to this team" },
    "all-teams": { type: "boolean", help: "Confined to no team" },
    ...JSON_OPTION,
  },
  async run({ api, args, terminal }) {
    const given = givenOptions(args, ["name", "title", "time-zone", "role"]);
    const { title, "time-zone": timeZone, role, ...rest } = given;
    const teams = args.flag("all-teams") ? [] : [...args.texts("team")];
    const body: EditPersonInput = {
      ...rest,
      ...(title === undefined ? {} : { title: title === "" ? null : title }),
      ...(timeZone === undefined ? {} : { timeZone: timeZone === "" ? null : timeZone }),
      // The server says which roles there are.
      ...(role === undefined ? {} : { role: role as NonNullable<EditPersonInput["role"]> }),
      ...(teams.length > 0 || args.flag("all-teams") ? { teams } : {}),
    };
    if (Object.keys(body).length === 0) {
      throw usageFailure("Nothing was said to change", "Give --role, --time-zone, or another.");
    }
    const [written = ""] = args.positionals;
    const person = pickByName((await listPeople(api)).people, written, "person");
    const edited = await editPerson(api, person.id, body);
    if (args.flag("json")) terminal.json(edited);
    else printPeople([edited], terminal);
    return 0;
  },
};

export const personRemove: Command = {
  name: "person remove",
  takes: "PERSON",
  summary: "Remove a person who has left, with their ways to be reached and their tokens",
  about: ["What incidents tell of them stays. Shifts of theirs are empty from then on."],
  example: "tocsin person remove Priya",
  async run({ api, args, terminal }) {
    const [written = ""] = args.positionals;
    const person = pickByName((await listPeople(api)).people, written, "person");
    const shifts = await shiftsOf(api, person, terminal.viewer);
    await removePerson(api, person.id);
    terminal.print(`${person.name} is removed, and their tokens are worthless.`);
    if (shifts.length === 0) return 0;
    terminal.print("", {
      text: `Nobody is there for these shifts of ${person.name}'s any more. Change the playbook, or put somebody there: tocsin oncall override`,
      style: "red",
    });
    printShifts(shifts, terminal);
    return 0;
  },
};
